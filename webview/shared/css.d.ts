// esbuild puts an imported style sheet into the file beside the script; to TypeScript it is a module without exports.
declare module '*.css';
