// Personal numbers by their labels and check digits, places on the map, and numbers that only look like a telephone's.
import { describe, expect, it } from 'vitest';
import { redact } from '../../../../src/guards/redaction';

/** What was found, as `TYPE value`. */
const found = (text: string): string[] =>
  redact(text).spans.map(({ type, start, end }) => `${type} ${text.slice(start, end)}`);

describe('G3 identifiers with a label', () => {
  it.each([
    ['RPPS 10101234567', 'HEALTH_PROFESSIONAL 10101234567'],
    ['n° RPPS : 10003456789', 'HEALTH_PROFESSIONAL 10003456789'],
    ['"rpps": "10101234567"', 'HEALTH_PROFESSIONAL 10101234567'],
    ['numéro ADELI 751234567', 'HEALTH_PROFESSIONAL 751234567'],
    ['ADELI : 2A9312345', 'HEALTH_PROFESSIONAL 2A9312345'],
    ['INE 1234567890A', 'STUDENT_ID 1234567890A'],
    ['numéro INE : 123456789AB', 'STUDENT_ID 123456789AB'],
    ['NISS 85073003328', 'NATIONAL_ID 85073003328'],
    ['numéro national belge : 85.07.30-033.28', 'NATIONAL_ID 85.07.30-033.28'],
    // Born in 2001: the check is taken of the number with a 2 ahead.
    ['rijksregisternummer 01.07.30-033.39', 'NATIONAL_ID 01.07.30-033.39'],
    ['numéro d’AVS 756.1234.5678.97', 'NATIONAL_ID 756.1234.5678.97'],
    ['AHV-Nr. 7561234567897', 'NATIONAL_ID 7561234567897'],
    ['permis : 931275200345', 'DRIVING_LICENCE 931275200345'],
    ['n° permis 13AA00002', 'DRIVING_LICENCE 13AA00002'],
    ['CVV: 123', 'CARD_CODE 123'],
    ['"cvc": "4821"', 'CARD_CODE 4821'],
    ['cryptogramme visuel : 123', 'CARD_CODE 123'],
    ['numéro d’étranger 9903123456', 'ID_CARD 9903123456'],
    ['carte nationale d’identité n° X4RTBPFW4', 'ID_CARD X4RTBPFW4'],
    ['n° allocataire CAF 1234567', 'BENEFIT_ID 1234567'],
    ['identifiant France Travail 1234567A', 'BENEFIT_ID 1234567A'],
  ])('finds what is in %s', (text, expected) => {
    expect(found(text)).toEqual([expected]);
  });

  it.each([
    'NISS 85073003329',
    'n° AVS 756.1234.5678.98',
    'RPPS 1010123456',
    'the machine 1234567890A of the line',
    'ligne 1234567890A',
    'CVV 3 chiffres au dos de la carte',
    'The CVV has 3 digits, 4 on some cards.',
    'le permis de construire de 1234567 habitants',
    'permis : 12 points',
    'a national number of 85.07.30-033.29',
    'avs 2.0.14 and ADELI 12',
    'colis 7561234567897',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});
