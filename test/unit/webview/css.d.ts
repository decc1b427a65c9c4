// The tests load webview scripts, which import their style sheets.
declare module '*.css';
