import type { ErrorCodeEntry } from './error-codes.ts';
import { exitCodes } from './exit-codes.ts';

/** Every code that says what is wrong with a model or its server. */
export const modelErrorCodes = {
  ARTEMIS_E_MODEL_AUTH: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server refused the API key, or the key may not use this model.',
    remedy: 'Check the variable named in the message; the key is read from there.',
  },
  ARTEMIS_E_MODEL_BAD_ANSWER: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server answered with something that is no answer: HTML, nothing, a cut or broken stream, or one phrase repeated.',
    remedy: 'Check the base URL and the server; another model in the list is asked instead.',
  },
  ARTEMIS_E_MODEL_BAD_REQUEST: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server does not accept a part of the request.',
    remedy: 'Read its words in the message; the model may lack a feature, such as tools.',
  },
  ARTEMIS_E_MODEL_CONTEXT_LENGTH: {
    exitCode: exitCodes.invalidAnswer,
    meaning: 'The request is longer than the model can read.',
    remedy: 'Ask for less at once, or use a model with a larger context.',
  },
  ARTEMIS_E_MODEL_NOT_FOUND: {
    exitCode: exitCodes.unavailable,
    meaning: 'The server has no such model, or nothing at this address.',
    remedy: 'Check the model name, and whether the base URL ends as the server wants it, often in /v1.',
  },
  ARTEMIS_E_MODEL_OVERLOADED: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server failed or is overloaded.',
    remedy: 'Wait, or list a second model of another vendor.',
  },
  ARTEMIS_E_MODEL_QUOTA: {
    exitCode: exitCodes.unavailable,
    meaning: 'The account has no credit or quota left.',
    remedy: 'Raise the quota or the balance at the vendor, or list a second model.',
  },
  ARTEMIS_E_MODEL_RATE_LIMITED: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server asks for fewer requests.',
    remedy: 'Wait the time named in the message, or list a second model.',
  },
  ARTEMIS_E_MODEL_REFUSED: {
    exitCode: exitCodes.invalidAnswer,
    meaning: 'The model or a filter before it refused the request.',
    remedy: 'Word the task differently, or choose another model yourself.',
  },
  ARTEMIS_E_MODEL_SETTINGS: {
    exitCode: exitCodes.usage,
    meaning: 'The settings of a model cannot be used: base URL, key or headers.',
    remedy: 'Correct the setting named in the message.',
  },
  ARTEMIS_E_MODEL_TIMEOUT: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server was silent or too slow: no first byte, no progress, or no end in time.',
    remedy: 'Check the server; a local model may need a higher limit.',
  },
  ARTEMIS_E_MODEL_UNREACHABLE: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server cannot be reached: refused, reset, or unknown host.',
    remedy: 'Check the base URL, the network and the proxy.',
  },
  ARTEMIS_E_MODEL_UNTRUSTED: {
    exitCode: exitCodes.unavailable,
    meaning: 'The model server has no certificate that is trusted, or does not speak TLS as expected; nothing was sent to it.',
    remedy: 'Renew the certificate, give Node the one of your company (NODE_EXTRA_CA_CERTS), or check http:// against https://.',
  },
  ARTEMIS_E_MODELS_OUT: {
    exitCode: exitCodes.resumable,
    meaning: 'No model of the list answers now, and waiting may help. Everything is saved.',
    remedy: 'Go on when a model is back with: artemis resume',
  },
} as const satisfies Record<string, ErrorCodeEntry>;
