// Answers a search: full text, vectors, or both fused, restricted to what the request allows.
import type { Passage, SearchRequest, SearchResponse } from '../types';
import type { Catalogue, Place, PlaceFilter } from '../store/catalogue';
import type { ChunkStore, Hit, VectorTable } from '../store/types';
import { analyseQuery } from './analysis';
import { adaptedWeight, diversify, fuse, normalised, unknownModelWeight } from './fusion';

/** Candidates taken from each side. */
const poolSize = 100;
/** Up to this many allowed chunks the tables are asked about these alone. */
const enumerable = 2000;
/**
 * How many times as many rows as wanted are asked for at first: chunks of other branches and of earlier versions are found,
 * too, and asking once more takes longer than asking for some more.
 */
const margin = 1.3;
/** How many times as many rows are asked for at once, at most, when too few of the first pass. */
const steepest = 8;
/** How many rows are looked at, at most, to find enough that pass a filter. */
const deepest = 50_000;

/** The dense side of a search. */
export interface DenseSide {
  /** Key of the model in the catalogue. */
  readonly model: number;
  readonly table: VectorTable;
  /** Undefined when the query could not be embedded in time. */
  readonly vector: Float32Array | undefined;
  readonly weight: number | undefined;
}

export interface Searchable {
  readonly catalogue: Catalogue;
  readonly store: ChunkStore;
  readonly roots: readonly string[];
}

/** @param dense is asked for the vectors only when the mode wants them */
export async function search(
  request: SearchRequest,
  { catalogue, store, roots }: Searchable,
  dense: () => Promise<DenseSide | undefined>,
  now: () => number = () => performance.now(),
): Promise<SearchResponse> {
  const started = now();
  const limit = Math.max(1, Math.min(request.limit, 1000));
  const filter: PlaceFilter = { roots, pathPrefixes: request.pathPrefixes, languages: request.languages };
  const within = isFiltered(request) ? catalogue.chunksWithin(filter, enumerable) : undefined;
  const pool = Math.max(poolSize, limit);
  const terms = analyseQuery(request.query).join(' ');
  const places = new Map<string, Place>();
  const find = (ask: (limit: number) => Promise<Hit[]>): Promise<Hit[]> =>
    findPlaced(ask, pool, catalogue, filter, places);

  const side = request.mode === 'lexical' ? undefined : await dense();
  const [byWords, byVectors] = await Promise.all([
    request.mode === 'dense' && side?.vector !== undefined ? [] : find((n) => store.searchText(terms, n, within)),
    side?.vector === undefined
      ? undefined
      : find((n) => side.table.search(side.vector ?? new Float32Array(), n, within)),
  ]);
  let ranked: Hit[];
  let mode: SearchResponse['mode'];
  if (side === undefined || byVectors === undefined) {
    ranked = [...normalised(byWords)].map(([id, score]) => ({ id, score }));
    mode = 'lexical';
  } else if (request.mode === 'dense') {
    ranked = byVectors;
    mode = 'dense';
  } else {
    const withVector = catalogue.withVector(
      side.model,
      byWords.map(({ id }) => id),
    );
    const weight = adaptedWeight(side.weight ?? unknownModelWeight, byWords);
    ranked = fuse(byWords, byVectors, weight, (id) => withVector.has(id));
    mode = 'hybrid';
  }
  const chosen = diversify(ranked, limit, ({ id }) => {
    const place = places.get(id);
    // Two folders of a workspace may each have a file of one path.
    return place === undefined ? '' : `${place.root}\0${place.path}`;
  });
  const texts = await store.get(chosen.map(({ id }) => id));
  const passages = chosen.flatMap(({ id, score }): Passage[] => {
    const place = places.get(id);
    const chunk = texts.get(id);
    if (place === undefined || chunk === undefined) return [];
    const { chunk: _, ...where } = place;
    return [{ id, ...where, text: chunk.text, heading: chunk.heading, score }];
  });
  return { passages, mode, files: catalogue.counts().files, milliseconds: now() - started };
}

const isFiltered = ({ pathPrefixes, languages }: SearchRequest): boolean =>
  (pathPrefixes?.length ?? 0) > 0 || (languages?.length ?? 0) > 0;

/** Hits that stand in a file which passes the filter: asks deeper, by the share that did, until there are enough, or no more. */
async function findPlaced(
  ask: (limit: number) => Promise<Hit[]>,
  wanted: number,
  catalogue: Catalogue,
  filter: PlaceFilter,
  places: Map<string, Place>,
): Promise<Hit[]> {
  for (let limit = Math.ceil(wanted * margin); ;) {
    const hits = await ask(limit);
    const found = catalogue.places(
      hits.map(({ id }) => id),
      filter,
    );
    const placed = hits.filter(({ id }) => found.has(id)).slice(0, wanted);
    if (placed.length >= Math.min(wanted, hits.length) || hits.length < limit || limit >= deepest) {
      for (const [id, place] of found) places.set(id, place);
      return placed;
    }
    limit = Math.ceil(limit * Math.min(steepest, (margin * wanted) / Math.max(1, placed.length)));
  }
}
