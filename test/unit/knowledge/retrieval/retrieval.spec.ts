import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyse, analyseQuery } from '../../../../src/knowledge/retrieval/analysis';
import { diversify, fuse } from '../../../../src/knowledge/retrieval/fusion';
import { search, type DenseSide } from '../../../../src/knowledge/retrieval/search';
import { Catalogue } from '../../../../src/knowledge/store/catalogue';
import { openSqliteStore } from '../../../../src/knowledge/store/sqliteStore';
import type { ChunkStore } from '../../../../src/knowledge/store/types';

describe('R3 analysis', () => {
  it('makes one term of the forms of a word, in both languages', () => {
    expect(analyse('The keys were rotated by the servers')).toEqual(analyse('key rotate server'));
    expect(new Set(analyse('Les clés sont renouvelées dans les serveurs'))).toEqual(
      new Set(analyse('une clé est renouvelée dans le serveur')),
    );
  });

  it('splits identifiers and keeps them whole as well', () => {
    const terms = analyse('getUserName parse_HTTPResponse2');
    for (const term of ['user', 'name', 'getusername', 'pars', 'http', 'respons']) expect(terms).toContain(term);
  });

  it('folds accents and drops elisions', () => {
    expect(analyse("l'étude de l’école française")).toEqual(expect.arrayContaining(['etud', 'ecol']));
    expect(analyse("l'étude de l’école")).not.toContain('l');
  });

  it('makes the same terms of French with and without its accents', () => {
    const bare = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe');
    const words =
      `sécurité congé congés délai délais procédures employé employée employés employées rémunération évaluer
      évaluée évaluation réglementaire règlement élève élèves équipement ingénieur déclarer déclaré déclarée déclarées
      déclaration présidé présidée clé clés société sociétés intérêts contrôler contrôlé contrôlée contrôles août hôpital
      hôpitaux forêts enquêtes période système modèles problème élevé élevée financière dernière première bénéfice
      bénéficiaire créer créé créée créées représentant qualité numéros réservé réservée vérifier vérifié vérifiée
      vérifications prévue prévues entrée journée journées années arrêté arrêtés décès succès accès abonnés degrés diplômé
      salarié salariés salariée marchés traités idées durées annulée signée pénalités gréviste matières générique générale
      légale légaux autorisé autorisée prévention stratégies catégorie propriétés égalité santé métiers réunions dépense
      dépôt prêts coûts tâches pièce règle siège étapes états événements équipe écrans schéma données mémoire caractères
      paramètre fenêtre requêtes développée déployé démarrage exécuter généré intégrée régression répertoires résumé
      téléchargé échéance école œuvres cœur façon reçus garçons françaises naïve maître île`.split(/\s+/u);
    for (const word of words)
      expect(analyseQuery(`quelles ${bare(word)} sont dans la liste ?`), word).toEqual(
        analyse(`Les ${word} sont dans la liste.`),
      );
    expect(analyse('she sends the résumé to us')).toEqual(analyse('she sends the resume to us'));
  });

  it('finds the other forms of a word that is typed without its accents', () => {
    for (const [asked, written] of [
      ['declarer', 'déclarées'],
      ['employe', 'employés'],
      ['verification', 'vérifié'],
      ['cle', 'clés'],
      ['creer', 'créée'],
      ['controle', 'contrôlés'],
    ] as const)
      expect(analyse(`les ${written} sont dans la liste`), written).toEqual(
        analyseQuery(`les ${asked} sont dans la liste`),
      );
  });

  it('asks in both languages when it cannot tell, and finds what a document of either holds', () => {
    for (const [query, document] of [
      ['rotation clés', 'La rotation des clés est faite par les équipes.'],
      ['rotating keys', 'The keys are being rotated by the team.'],
    ] as const) {
      const terms = new Set(analyse(document));
      expect(analyseQuery(query).filter((term) => terms.has(term)).length).toBeGreaterThanOrEqual(2);
    }
  });

  it('asks with stop words when there is nothing else', () =>
    expect(analyseQuery('to be or not').length).toBeGreaterThan(0));

  it('makes pairs of writing without spaces', () => expect(analyse('鍵の交換')).toEqual(['鍵の', 'の交', '交換']));

  it('bounds the length of terms', () => {
    for (const term of analyse(`${'x'.repeat(5000)} ${'aB'.repeat(3000)}`)) expect(term.length).toBeLessThanOrEqual(60);
  });
});

describe('R3 fusion', () => {
  const hits = (...pairs: [string, number][]) => pairs.map(([id, score]) => ({ id, score }));

  it('adds normalised scores by weight', () => {
    const fused = fuse(hits(['a', 10], ['b', 5], ['c', 0]), hits(['c', 9], ['b', 6], ['d', 1]), 0.25, () => true);
    expect(fused.map(({ id, score }) => [id, Number(score.toFixed(2))])).toEqual([
      ['a', 0.75],
      ['b', 0.53],
      ['c', 0.25],
      ['d', 0],
    ]);
  });

  it('does not punish a chunk for the vector it does not have yet', () => {
    const lexical = hits(['new', 10], ['old', 8], ['rest', 0]);
    const dense = hits(['old', 0.9], ['rest', 0.1]);
    expect(fuse(lexical, dense, 0.5, (id) => id !== 'new')[0]?.id).toBe('new');
    expect(fuse(lexical, dense, 0.5, () => true)[0]?.id).toBe('old');
  });

  it('is the order of the words when there are no vectors', () => {
    const lexical = hits(['a', 3], ['b', 2], ['c', 1]);
    expect(fuse(lexical, [], 0.7, () => false).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('leaves room for other files and stays in order', () => {
    const ranked = ['x1', 'x2', 'x3', 'x4', 'x5', 'y1'];
    expect(diversify(ranked, 4, (item) => item.charAt(0))).toEqual(['x1', 'x2', 'x3', 'y1']);
    expect(diversify(['x1', 'x2', 'x3', 'x4'], 4, () => 'x')).toEqual(['x1', 'x2', 'x3', 'x4']);
  });
});

describe('R3 search', () => {
  let folder: string;
  let catalogue: Catalogue;
  let store: ChunkStore;
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rempart-search-'));
    catalogue = new Catalogue(path.join(folder, 'c.sqlite'));
    store = openSqliteStore(path.join(folder, 's.sqlite'));
    const count = 400;
    const id = (i: number): string => i.toString(16).padStart(4, '0');
    await store.add(
      Array.from({ length: count }, (_, i) => ({
        id: id(i),
        text: `t${i}`,
        terms: i < 300 ? 'heron heron' : 'heron extra words here',
        heading: [],
      })),
    );
    catalogue.transaction(() => {
      catalogue.addChunks(Array.from({ length: count }, (_, i) => id(i)));
      for (let i = 0; i < count; i++)
        catalogue.putFile({
          root: i < 300 ? '/gone' : '/w',
          path: `${i}.md`,
          size: 1,
          mtimeMs: 1,
          hash: `${i}`,
          language: 'markdown',
          classification: 'internal',
          members: [{ chunk: id(i), startLine: 1, endLine: 1 }],
        });
    });
  });
  afterEach(() => {
    catalogue.dispose();
    store.dispose();
    fs.rmSync(folder, { recursive: true });
  });
  const none = () => Promise.resolve(undefined);

  it('looks deeper until it has enough of the open roots', async () => {
    const { passages } = await search(
      { query: 'herons', limit: 50, mode: 'lexical' },
      { catalogue, store, roots: ['/w'] },
      none,
    );
    expect(passages).toHaveLength(50);
    expect(passages.every(({ root }) => root === '/w')).toBe(true);
  });

  it('asks once though some of what is found belongs to no file any more', async () => {
    for (let n = 0; n < 20; n++) catalogue.removeFile('/gone', `${n}.md`);
    const asked: number[] = [];
    const counting = {
      searchText: (terms: string, limit: number) => {
        asked.push(limit);
        return store.searchText(terms, limit);
      },
      get: (ids: readonly string[]) => store.get(ids),
    } as ChunkStore;
    const everywhere = ['/gone', '/w'];
    await search(
      { query: 'heron', limit: 10, mode: 'lexical' },
      { catalogue, store: counting, roots: everywhere },
      none,
    );
    expect(asked).toHaveLength(1);
  });

  it('falls back to words when there are no vectors, and says so', async () => {
    const ask = (mode: 'hybrid' | 'dense', side?: DenseSide) =>
      search({ query: 'heron', limit: 3, mode }, { catalogue, store, roots: ['/w'] }, () => Promise.resolve(side));
    for (const mode of ['hybrid', 'dense'] as const)
      expect(await ask(mode)).toMatchObject({ mode: 'lexical', passages: { length: 3 } });
    const table = { search: () => Promise.reject(new Error('never asked')) } as unknown as DenseSide['table'];
    expect(await ask('dense', { model: 1, table, vector: undefined, weight: 0.5 })).toMatchObject({ mode: 'lexical' });
  });
});
