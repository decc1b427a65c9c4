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

describe('G3 places on the map', () => {
  it.each([
    ['lat=48.858370&lon=2.294481', ['GPS 48.858370', 'GPS 2.294481']],
    ['{"lat":48.858370,"lng":2.294481}', ['GPS 48.858370', 'GPS 2.294481']],
    ['lat: 48.858370, lng: 2.294481', ['GPS 48.858370', 'GPS 2.294481']],
    ['"lat": "48.858370", "lon": "2.294481"', ['GPS 48.858370', 'GPS 2.294481']],
    ['lng = -122.419416\nlat = 37.774929\n', ['GPS -122.419416', 'GPS 37.774929']],
    ['latitude: 48.858370\nlongitude: 2.294481', ['GPS 48.858370', 'GPS 2.294481']],
    ['<trkpt lat="48.858370" lon="2.294481">', ['GPS 48.858370', 'GPS 2.294481']],
    ['"coordinates": [2.294481, 48.858370]', ['GPS 2.294481, 48.858370']],
    ['coordinates: [-122.419416, 37.774929]', ['GPS -122.419416, 37.774929']],
    ['geo:48.858370,2.294481', ['GPS 48.858370,2.294481']],
    ['https://maps.acme.io/?z=4&ll=48.858370,2.294481', ['GPS 48.858370,2.294481']],
  ])('finds what is in %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it.each([
    'lat: 12.3456 ms, p99: 48.1234 ms',
    'flat=0.123456, long=0.654321',
    'lat: 0.0, lng: 0.0',
    'lat: 48.85, lng: 2.29',
    'lat=99.858370&lon=2.294481',
    'position: [0.123456, 0.234567, 0.345678]',
    'coordinates: [0, 0]',
    'coordinates: [0.123456, 0.234567, 0.345678]',
    'x: 48.123456, y: 2.345678',
    'the latest version is 2.294481',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });
});

describe('G3 what only looks like personal data', () => {
  it.each([
    '01 02 03 04 05 06 07 08',
    '01 02 03 04 05 06',
    '00000000: 01 02 03 04 05 06 07 08  ........',
    'bytes 02 10 20 30 40 ff',
    '04 d2 01 02 03 04 05',
    '04 12 33 21 45 1f 20',
    '06 12 34 56 78 90',
    'tirage : 03 14 22 35 41',
    'lotto 07 12 23 31 45',
    'chapters 01 02 03 04 05',
    'Chapitres 02 05 09 11 17',
    'heures 08 09 10 11 12',
    '05-10-15-20-25',
    'v = [01 02 03 04 05]',
    'LOT-AB-123-CD',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    'Mr Robot',
  ])('leaves alone: %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it.each([
    '06 12 34 56 78',
    'Mon numéro est le 06 12 34 56 78 de 9h à 18h',
    'du 24 au 30, ouvert 24 heures : 06 12 34 56 78',
    '06 12 34 56 78 07 81 23 45 67',
    'tél. 01 02 03 04 05',
    'appelez le 06 12 34 56 78 90 fois',
    'ligne 06 12 34 56 78'.replace('ligne', 'Zoé'),
  ])('still finds the telephone in %s', (text) => {
    expect(found(text).join()).toContain('PHONE');
  });

  it('still finds the plate with a dash', () => {
    expect(found('AB-123-CD est garée')).toEqual(['PLATE AB-123-CD']);
    expect(found('plaque -AB-123-CD')).toEqual(['PLATE AB-123-CD']);
  });
});
