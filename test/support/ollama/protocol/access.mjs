// Who may talk to the server: the checks of Host and Origin that keep web pages and rebound names out.
import net from 'node:net';
import os from 'node:os';

const LOCAL_ORIGINS = /^https?:\/\/(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?::.*)?$/;
const APP_ORIGINS = /^(?:app|file|tauri|vscode-webview|vscode-file):\/\//;

export const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Headers':
    'Authorization,Content-Type,User-Agent,Accept,X-Requested-With,Openai-Beta,X-Stainless-Arch,X-Stainless-Async,' +
    'X-Stainless-Custom-Poll-Interval,X-Stainless-Helper-Method,X-Stainless-Lang,X-Stainless-Os,X-Stainless-Package-Version,' +
    'X-Stainless-Poll-Helper,X-Stainless-Retry-Count,X-Stainless-Runtime,X-Stainless-Runtime-Version,X-Stainless-Timeout',
  'Access-Control-Allow-Methods': 'GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS',
  'Access-Control-Max-Age': '43200',
};

/** `same` needs no CORS headers, `allowed` gets them, `refused` is a 403. */
export function judgeOrigin(origin, host) {
  if (origin === undefined || origin === '') return 'same';
  if (origin === `http://${host}` || origin === `https://${host}`) return 'same';
  return LOCAL_ORIGINS.test(origin) || APP_ORIGINS.test(origin) ? 'allowed' : 'refused';
}

/** Names of this machine and addresses that are not public; as lenient as the real server. */
export function isAllowedHost(header) {
  const host = (header ?? '')
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '')
    .toLowerCase();
  if (host === '' || host === 'localhost' || host === os.hostname().toLowerCase()) return true;
  if (net.isIP(host) !== 0) return isLocalAddress(host);
  return ['.localhost', '.local', '.internal'].some((suffix) => host.endsWith(suffix));
}

function isLocalAddress(address) {
  if (address === '::' || address === '::1' || address === '0.0.0.0' || /^f[cd]/.test(address)) return true;
  if (/^(?:127|10)\.|^192\.168\.|^172\.(?:1[6-9]|2\d|3[01])\./.test(address)) return true;
  return Object.values(os.networkInterfaces()).some((list) => list?.some((own) => own.address === address));
}
