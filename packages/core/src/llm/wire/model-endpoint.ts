import type { ModelSettings } from '../../plugin/plugin.ts';
import type { Fetch } from '../../ports/system-fetch.ts';
import { ModelError } from '../failure/model-error.ts';
import type { ModelOrigin } from '../failure/model-origin.ts';
import { RequestMark } from './request-mark.ts';

const openAiBaseUrl = 'https://api.openai.com/v1';

/** The address of one model and what is sent along with each request. */
export class ModelEndpoint {
  readonly origin: ModelOrigin;
  readonly #base: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #fetch: Fetch;

  /** @throws ModelError `ARTEMIS_E_MODEL_SETTINGS` for a base URL, key or header that cannot be sent. */
  constructor(settings: ModelSettings, fetch: Fetch) {
    const key = settings.apiKey?.trim() ?? '';
    const headers = Object.fromEntries(Object.entries(settings.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    this.#base = parseBase(settings);
    this.#fetch = fetch;
    this.#headers = {
      accept: 'text/event-stream, application/json',
      'user-agent': 'artemis',
      ...(key === '' ? {} : { authorization: `Bearer ${key}` }),
      ...headers,
    };
    this.origin = {
      model: settings.model,
      endpoint: this.#base.host,
      keyVariable: settings.keyVariable,
      key: key === '' ? undefined : key,
      secrets: Object.values(headers),
    };
    checkHeaders(this.#headers, settings);
  }

  /**
   * Sends a request under a name of its own. Redirects are refused: they would carry key and prompt to another address.
   *
   * @param path - Below the base URL, such as `/models`.
   * @param body - Sent as JSON by POST; without it the request is a GET.
   * @throws ModelError for the answer to another request; whatever the fetch throws.
   */
  async send(path: string, body: object | undefined, signal: AbortSignal): Promise<Response> {
    const url = new URL(this.#base);
    url.pathname = url.pathname.replace(/\/+$/, '') + path;
    const mark = new RequestMark();
    const sent = { ...mark.headers, ...this.#headers };
    const response = await (body === undefined
      ? this.#fetch(url, { headers: sent, redirect: 'error', signal })
      : this.#fetch(url, {
          method: 'POST',
          headers: { ...sent, 'content-type': 'application/json' },
          body: JSON.stringify(body),
          redirect: 'error',
          signal,
        }));
    mark.check(response.headers, this.origin);
    return response;
  }
}

function parseBase({ baseUrl, model }: ModelSettings): URL {
  const url = URL.parse(baseUrl?.trim() || openAiBaseUrl);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw settingsError(
      model,
      'its base URL is no http or https address',
      'Write the base URL with its scheme, such as http://localhost:11434/v1.',
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw settingsError(
      model,
      'its base URL holds a user name or password',
      'Take them out of the base URL; the key belongs in its own variable.',
    );
  }
  return url;
}

/** Checked here, since `fetch` quotes the whole value, key included, in its own complaint. */
function checkHeaders(headers: Readonly<Record<string, string>>, { model, keyVariable }: ModelSettings): void {
  for (const [name, value] of Object.entries(headers)) {
    if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) continue;
    const what = name === 'authorization' ? `the key${keyVariable ? ` in ${keyVariable}` : ''}` : 'one of its headers';
    throw settingsError(
      model,
      `${what} holds characters that cannot be sent`,
      'Copy it again; a line break or a typographic character may have slipped in.',
    );
  }
}

const settingsError = (model: string, problem: string, hint: string): ModelError =>
  new ModelError('ARTEMIS_E_MODEL_SETTINGS', `Model "${model}" cannot be used: ${problem}.`, { kind: 'ask', hint, facts: { model } });
