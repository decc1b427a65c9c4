// The only way out of a webview: messages to the extension host, and the small state that VS Code keeps for the view.

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

export interface Host<Outgoing, Incoming> {
  post(message: Outgoing): void;
  /** Calls `listener` for each message of the host. */
  listen(listener: (message: Incoming) => void): void;
  readState(): unknown;
  writeState(state: unknown): void;
}

/** Connects once; VS Code gives the interface only once for a page. */
export function connect<Outgoing, Incoming>(): Host<Outgoing, Incoming> {
  const api = acquireVsCodeApi();
  return {
    post: (message) => api.postMessage(message),
    listen: (listener) =>
      window.addEventListener('message', (event: MessageEvent<unknown>) => {
        if (typeof event.data === 'object' && event.data !== null && 'type' in event.data)
          listener(event.data as Incoming);
      }),
    readState: () => api.getState(),
    writeState: (state) => api.setState(state),
  };
}
