// Asks the model server about itself, as a web page of a foreign origin would, over loopback only.
import http from 'node:http';
import { errorMessage } from '../../base/errors';
import { t } from '../../base/l10n';
import { known, notApplicable, unknown, type Fact, type ProbeContext, type ServerFacts } from '../facts';

interface Answer {
  readonly status: number;
  readonly body: string;
}

/** A name that can exist nowhere (RFC 2606), so that nobody's allow-list has it. */
const FOREIGN = 'rempart-check.invalid';

export async function probeServer({ origin, signal }: ProbeContext): Promise<Fact<ServerFacts>> {
  let answer: Answer;
  try {
    answer = await get(`${origin}/api/version`, {}, signal);
  } catch (error) {
    signal.throwIfAborted();
    if ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED')
      return notApplicable(t('no server answers at {0}', origin));
    return unknown(errorMessage(error));
  }
  const version = field(answer.body, 'version');
  if (answer.status !== 200 || typeof version !== 'string')
    return unknown(t('what answers at {0} is not Ollama', origin));
  const refuses = async (headers: http.OutgoingHttpHeaders): Promise<boolean | undefined> => {
    const { status } = await get(`${origin}/api/version`, headers, signal).catch(() => ({ status: 0 }));
    return status === 403 ? true : status === 200 ? false : undefined;
  };
  const refusesForeignOrigin = await refuses({ origin: `https://${FOREIGN}` });
  const refusesForeignHost = await refuses({ host: FOREIGN });
  signal.throwIfAborted();
  return known(
    {
      version,
      cloud: await cloudState(origin, signal),
      ...(refusesForeignOrigin === undefined ? {} : { refusesForeignOrigin }),
      ...(refusesForeignHost === undefined ? {} : { refusesForeignHost }),
    },
    `${origin} Ollama ${version}`,
  );
}

/** `GET /api/status` is there since 0.16.2. */
async function cloudState(origin: string, signal: AbortSignal): Promise<ServerFacts['cloud']> {
  const { status, body } = await get(`${origin}/api/status`, {}, signal).catch(() => ({ status: 0, body: '' }));
  const cloud = status === 200 ? field(body, 'cloud') : undefined;
  const disabled = typeof cloud === 'object' && cloud !== null ? (cloud as { disabled?: unknown }).disabled : undefined;
  return disabled === true ? 'off' : disabled === false ? 'on' : 'unknown';
}

function field(body: string, name: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
  } catch {
    return undefined;
  }
}

function get(url: string, headers: http.OutgoingHttpHeaders, signal: AbortSignal): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.get(
      url,
      { headers, signal: AbortSignal.any([signal, AbortSignal.timeout(5_000)]), agent: new http.Agent() },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          body = (body + chunk).slice(0, 65_536);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
  });
}
