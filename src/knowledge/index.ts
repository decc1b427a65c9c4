// The knowledge base as the editor, the command line and the turn see it. Nothing native is loaded here.
export { createIndexClient, IndexClient, storeFolderFor, type IndexClientOptions } from './client';
export type * from './types';
