import type { ModelErrorCode, ModelErrorKind } from '../../src/llm/model-error.ts';

/** One error as a vendor sends it: status, body, headers, and what it means for a run. */
export interface VendorError {
  readonly vendor: string;
  readonly what: string;
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly code: ModelErrorCode;
  readonly kind: ModelErrorKind;
  readonly retryAfterMs?: number;
}

type Meaning = Pick<VendorError, 'code' | 'kind'>;

const auth: Meaning = { code: 'ARTEMIS_E_MODEL_AUTH', kind: 'switch' };
const quota: Meaning = { code: 'ARTEMIS_E_MODEL_QUOTA', kind: 'switch' };
const rate: Meaning = { code: 'ARTEMIS_E_MODEL_RATE_LIMITED', kind: 'retry' };
const busy: Meaning = { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'retry' };
const gone: Meaning = { code: 'ARTEMIS_E_MODEL_NOT_FOUND', kind: 'switch' };
const long: Meaning = { code: 'ARTEMIS_E_MODEL_CONTEXT_LENGTH', kind: 'shrink' };
const bad: Meaning = { code: 'ARTEMIS_E_MODEL_BAD_REQUEST', kind: 'switch' };
const refused: Meaning = { code: 'ARTEMIS_E_MODEL_REFUSED', kind: 'stop' };
const late: Meaning = { code: 'ARTEMIS_E_MODEL_TIMEOUT', kind: 'retry' };

const openai = (message: string, type: string | null, code: string | null = null, param: string | null = null): object => ({ error: { message, type, param, code } });
const anthropic = (type: string, message: string): object => ({ type: 'error', error: { type, message }, request_id: 'req_011' });
const google = (code: number, status: string, message: string, details: readonly object[] = []): object => ({ error: { code, message, status, details } });
const flat = (message: string, type: string, code: string | number | null): object => ({ object: 'error', message, type, param: null, code });
const router = (code: number, message: string, metadata?: object): object => ({ error: { code, message, ...(metadata ? { metadata } : {}) }, user_id: 'user_1' });

export const vendorErrors: readonly VendorError[] = [
  // OpenAI
  { vendor: 'OpenAI', what: 'wrong key', status: 401, body: openai('Incorrect API key provided: sk-wrong**********WXYZ. You can find your API key at https://platform.openai.com/account/api-keys.', 'invalid_request_error', 'invalid_api_key'), ...auth },
  { vendor: 'OpenAI', what: 'no member of the organisation', status: 401, body: openai('You must be a member of an organization to use the API.', 'invalid_request_error'), ...auth },
  { vendor: 'OpenAI', what: 'country', status: 403, body: openai('Country, region, or territory not supported', 'request_forbidden', 'unsupported_country_region_territory'), ...auth },
  { vendor: 'OpenAI', what: 'no quota', status: 429, body: openai('You exceeded your current quota, please check your plan and billing details.', 'insufficient_quota', 'insufficient_quota'), ...quota },
  { vendor: 'OpenAI', what: 'billing limit', status: 400, body: openai('Billing hard limit has been reached', 'invalid_request_error', 'billing_hard_limit_reached'), ...quota },
  { vendor: 'OpenAI', what: 'account not active', status: 429, body: openai('Your account is not active, please check your billing details on our website.', 'billing_not_active', 'billing_not_active'), ...quota },
  { vendor: 'OpenAI', what: 'tokens per minute', status: 429, body: openai('Rate limit reached for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Used 29000, Requested 2000. Please try again in 2s.', 'tokens', 'rate_limit_exceeded'), ...rate, retryAfterMs: 2_000 },
  { vendor: 'OpenAI', what: 'requests per day, with a header', status: 429, body: openai('Rate limit reached for requests', 'requests', 'rate_limit_exceeded'), headers: { 'retry-after': '8' }, ...rate, retryAfterMs: 8_000 },
  { vendor: 'OpenAI', what: 'milliseconds header', status: 429, body: openai('Slow down', 'requests', 'slow_down'), headers: { 'retry-after-ms': '1500', 'retry-after': '9' }, ...rate, retryAfterMs: 1_500 },
  { vendor: 'OpenAI', what: 'one request above the limit per minute', status: 429, body: openai('Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Requested 41000. The input or output tokens must be reduced in order to run successfully.', 'tokens', 'rate_limit_exceeded'), ...long },
  { vendor: 'OpenAI', what: 'context length', status: 400, body: openai("This model's maximum context length is 128000 tokens. However, your messages resulted in 204308 tokens. Please reduce the length of the messages.", 'invalid_request_error', 'context_length_exceeded', 'messages'), ...long },
  { vendor: 'OpenAI', what: 'message too long', status: 400, body: openai("Invalid 'messages[0].content': string too long. Expected a string with maximum length 10485760.", 'invalid_request_error', 'string_above_max_length', 'messages[0].content'), ...long },
  { vendor: 'OpenAI', what: 'unknown model', status: 404, body: openai('The model `gpt-9` does not exist or you do not have access to it.', 'invalid_request_error', 'model_not_found'), ...gone },
  { vendor: 'OpenAI', what: 'unknown parameter', status: 400, body: openai('Unrecognized request argument supplied: foo', 'invalid_request_error'), ...bad },
  { vendor: 'OpenAI', what: 'content policy', status: 400, body: openai('Your request was rejected as a result of our safety system.', 'invalid_request_error', 'content_policy_violation'), ...refused },
  { vendor: 'OpenAI', what: 'server error', status: 500, body: openai('The server had an error while processing your request. Sorry about that!', 'server_error'), ...busy },
  { vendor: 'OpenAI', what: 'overloaded', status: 503, body: openai('The engine is currently overloaded, please try again later', 'server_error'), ...busy },
  { vendor: 'OpenAI', what: 'server error in a stream', body: openai('The server had an error while processing your request.', 'server_error'), ...busy },
  // Azure
  { vendor: 'Azure', what: 'wrong key', status: 401, body: { error: { code: '401', message: 'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription.' } }, ...auth },
  { vendor: 'Azure', what: 'gateway without key', status: 401, body: { statusCode: 401, message: 'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.' }, ...auth },
  { vendor: 'Azure', what: 'no such deployment', status: 404, body: { error: { code: 'DeploymentNotFound', message: 'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.' } }, ...gone },
  { vendor: 'Azure', what: 'rate', status: 429, body: { error: { code: '429', message: 'Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after 17 seconds.' } }, ...rate, retryAfterMs: 17_000 },
  { vendor: 'Azure', what: 'content filter', status: 400, body: { error: { message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.", type: null, param: 'prompt', code: 'content_filter', status: 400, innererror: { code: 'ResponsibleAIPolicyViolation', content_filter_result: { violence: { filtered: true, severity: 'medium' } } } } }, ...refused },
  { vendor: 'Azure', what: 'content filter, only by its inner code', status: 400, body: { error: { code: '400', message: 'Bad request', innererror: { code: 'ResponsibleAIPolicyViolation' } } }, ...refused },
  { vendor: 'Azure', what: 'no capacity', status: 503, body: { error: { code: 'ServiceUnavailable', message: 'The service is temporarily unable to process your request. Please try again later.' } }, ...busy },
  { vendor: 'Azure', what: 'timeout', status: 408, body: { error: { code: 'Timeout', message: 'The operation was timeout.' } }, ...late },
  // Anthropic
  { vendor: 'Anthropic', what: 'wrong key', status: 401, body: anthropic('authentication_error', 'invalid x-api-key'), ...auth },
  { vendor: 'Anthropic', what: 'no permission', status: 403, body: anthropic('permission_error', 'Your API key does not have permission to use the specified resource.'), ...auth },
  { vendor: 'Anthropic', what: 'unknown model', status: 404, body: anthropic('not_found_error', 'model: claude-nope'), ...gone },
  { vendor: 'Anthropic', what: 'rate', status: 429, body: anthropic('rate_limit_error', 'This request would exceed your organization’s rate limit of 40,000 input tokens per minute.'), headers: { 'retry-after': '41' }, ...rate, retryAfterMs: 41_000 },
  { vendor: 'Anthropic', what: 'no credit', status: 400, body: anthropic('invalid_request_error', 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.'), ...quota },
  { vendor: 'Anthropic', what: 'prompt too long', status: 400, body: anthropic('invalid_request_error', 'prompt is too long: 210000 tokens > 200000 maximum'), ...long },
  { vendor: 'Anthropic', what: 'input and output too long together', status: 400, body: anthropic('invalid_request_error', 'input length and `max_tokens` exceed context limit: 190000 + 20000 > 200000'), ...long },
  { vendor: 'Anthropic', what: 'body too large', status: 413, body: anthropic('request_too_large', 'Request exceeds the maximum size'), ...long },
  { vendor: 'Anthropic', what: 'overloaded', status: 529, body: anthropic('overloaded_error', 'Overloaded'), ...busy },
  { vendor: 'Anthropic', what: 'overloaded in a stream', body: anthropic('overloaded_error', 'Overloaded'), ...busy },
  { vendor: 'Anthropic', what: 'internal error', status: 500, body: anthropic('api_error', 'Internal server error'), ...busy },
  { vendor: 'Anthropic', what: 'bad request', status: 400, body: anthropic('invalid_request_error', 'messages.1.content.0.type: Field required'), ...bad },
  // Google
  { vendor: 'Google', what: 'wrong key', status: 400, body: [google(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID', domain: 'googleapis.com' }])], ...auth },
  { vendor: 'Google', what: 'no permission', status: 403, body: [google(403, 'PERMISSION_DENIED', 'Permission denied on resource project x.')], ...auth },
  { vendor: 'Google', what: 'limit per minute, with a delay', status: 429, body: [google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.', [{ '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier' }] }, { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34s' }])], ...rate, retryAfterMs: 34_000 },
  { vendor: 'Google', what: 'limit per day', status: 429, body: [google(429, 'RESOURCE_EXHAUSTED', 'You exceeded your current quota, please check your plan and billing details.', [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }])], ...quota },
  { vendor: 'Google', what: 'exhausted, nested in a message', status: 429, body: { error: { message: JSON.stringify(google(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted (e.g. check quota).')), code: 429, status: 'Too Many Requests' } }, ...rate },
  { vendor: 'Google', what: 'overloaded', status: 503, body: [google(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.')], ...busy },
  { vendor: 'Google', what: 'internal', status: 500, body: [google(500, 'INTERNAL', 'An internal error has occurred. Please retry or report.')], ...busy },
  { vendor: 'Google', what: 'deadline', status: 504, body: [google(504, 'DEADLINE_EXCEEDED', 'The request timed out.')], ...late },
  { vendor: 'Google', what: 'unknown model', status: 404, body: [google(404, 'NOT_FOUND', 'models/gemini-9 is not found for API version v1main, or is not supported for generateContent.')], ...gone },
  { vendor: 'Google', what: 'too many tokens', status: 400, body: [google(400, 'INVALID_ARGUMENT', 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).')], ...long },
  { vendor: 'Google', what: 'bad request', status: 400, body: [google(400, 'INVALID_ARGUMENT', 'Invalid JSON payload received. Unknown name "foo": Cannot find field.')], ...bad },
  // Mistral
  { vendor: 'Mistral', what: 'wrong key', status: 401, body: { message: 'Unauthorized', request_id: 'abc' }, ...auth },
  { vendor: 'Mistral', what: 'rate', status: 429, body: flat('Rate limit exceeded', 'rate_limited', '1300'), ...rate },
  { vendor: 'Mistral', what: 'rate, short form', status: 429, body: { message: 'Requests rate limit exceeded' }, ...rate },
  { vendor: 'Mistral', what: 'no capacity', status: 429, body: flat('Service tier capacity exceeded for this model.', 'invalid_request_error', null), ...busy },
  { vendor: 'Mistral', what: 'unknown model', status: 400, body: flat('Invalid model: mistral-nope', 'invalid_model', '1500'), ...gone },
  { vendor: 'Mistral', what: 'validation', status: 422, body: { object: 'error', message: { detail: [{ type: 'extra_forbidden', loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] }, type: 'invalid_request_error', param: null, code: null }, ...bad },
  { vendor: 'Mistral', what: 'too long', status: 400, body: flat('Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length', 'invalid_request_error', '3051'), ...long },
  // Groq
  { vendor: 'Groq', what: 'tokens per minute', status: 429, body: openai('Rate limit reached for model `llama-3.1-8b-instant` in organization `org_x` service tier `on_demand` on tokens per minute (TPM): Limit 6000, Used 5034, Requested 1443. Please try again in 4.77s. Need more tokens? Upgrade to Dev Tier today at https://console.groq.com/settings/billing', 'tokens', 'rate_limit_exceeded'), ...rate, retryAfterMs: 4_770 },
  { vendor: 'Groq', what: 'tokens per day', status: 429, body: openai('Rate limit reached for model `llama3-70b` on tokens per day (TPD): Limit 100000, Used 99500, Requested 1500. Please try again in 14m24s.', 'tokens', 'rate_limit_exceeded'), ...rate, retryAfterMs: 864_000 },
  { vendor: 'Groq', what: 'one request above the limit', status: 413, body: openai('Request too large for model `llama-3.3-70b-versatile` on tokens per minute (TPM): Limit 6000, Requested 14810, please reduce your message size and try again.', 'tokens', 'rate_limit_exceeded'), ...long },
  { vendor: 'Groq', what: 'model retired', status: 400, body: openai('The model `mixtral-8x7b-32768` has been decommissioned and is no longer supported.', 'invalid_request_error', 'model_decommissioned'), ...gone },
  { vendor: 'Groq', what: 'wrong key', status: 401, body: openai('Invalid API Key', 'invalid_request_error', 'invalid_api_key'), ...auth },
  { vendor: 'Groq', what: 'over capacity', status: 503, body: openai('llama-3.3-70b-versatile is currently over capacity. Please try again and back off exponentially.', 'internal_server_error'), ...busy },
  // OpenRouter
  { vendor: 'OpenRouter', what: 'no credits', status: 402, body: router(402, 'Insufficient credits. Add more using https://openrouter.ai/settings/credits'), ...quota },
  { vendor: 'OpenRouter', what: 'wrong key', status: 401, body: router(401, 'No auth credentials found'), ...auth },
  { vendor: 'OpenRouter', what: 'upstream rate', status: 429, body: router(429, 'Provider returned error', { raw: 'z-ai/glm is temporarily rate-limited upstream. Please retry shortly.', provider_name: 'BaseTen' }), ...rate },
  { vendor: 'OpenRouter', what: 'free limit per day', status: 429, body: router(429, 'Rate limit exceeded: free-models-per-day. Add 10 credits to unlock 1000 free model requests per day', { headers: { 'X-RateLimit-Limit': '50' } }), ...quota },
  { vendor: 'OpenRouter', what: 'upstream bad request, nested as text', status: 400, body: router(400, 'Provider returned error', { raw: '{"error":{"message":"Response input messages must contain the word json","type":"invalid_request_error","param":"input","code":null}}', provider_name: 'OpenAI' }), ...bad },
  { vendor: 'OpenRouter', what: 'upstream context length, nested as text', status: 400, body: router(400, 'Provider returned error', { raw: '{"error":{"message":"too long","code":"context_length_exceeded"}}', provider_name: 'OpenAI' }), ...long },
  { vendor: 'OpenRouter', what: 'context length', status: 400, body: router(400, "This endpoint's maximum context length is 32768 tokens. However, you requested about 40000 tokens."), ...long },
  { vendor: 'OpenRouter', what: 'moderation', status: 403, body: router(403, 'Your chosen model requires moderation and your input was flagged', { reasons: ['violence'], flagged_input: 'x' }), ...refused },
  { vendor: 'OpenRouter', what: 'no such model', status: 400, body: router(400, 'nope/nope is not a valid model ID'), ...gone },
  { vendor: 'OpenRouter', what: 'nobody serves it', status: 404, body: router(404, 'No endpoints found for nope/nope.'), ...gone },
  { vendor: 'OpenRouter', what: 'provider down', status: 502, body: router(502, 'Provider returned error'), ...busy },
  { vendor: 'OpenRouter', what: 'provider down in a stream of status 200', body: router(502, 'Provider disconnected unexpectedly'), ...busy },
  // Ollama
  { vendor: 'Ollama', what: 'model not pulled', status: 404, body: openai("model 'llama9' not found, try pulling it first", 'api_error'), ...gone },
  { vendor: 'Ollama', what: 'native error text', status: 404, body: { error: "model 'llama9' not found" }, ...gone },
  { vendor: 'Ollama', what: 'no tools', status: 400, body: openai('registry.ollama.ai/library/gemma3:4b does not support tools', 'api_error'), ...bad },
  { vendor: 'Ollama', what: 'runner died', status: 500, body: openai('llama runner process has terminated: exit status 2', 'api_error'), ...busy },
  { vendor: 'Ollama', what: 'not enough memory', status: 500, body: openai('model requires more system memory (5.6 GiB) than is available (3.1 GiB)', 'api_error'), code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'switch' },
  { vendor: 'Ollama', what: 'busy', status: 503, body: { error: 'server busy, please try again.  maximum pending requests exceeded' }, ...busy },
  // vLLM and llama.cpp
  { vendor: 'vLLM', what: 'context length', status: 400, body: flat("This model's maximum context length is 131072 tokens. However, you requested 156632 tokens (152536 in the messages, 4096 in the completion). Please reduce the length of the messages or completion.", 'BadRequestError', 400), ...long },
  { vendor: 'vLLM', what: 'unknown model', status: 404, body: flat('The model `x` does not exist.', 'NotFoundError', 404), ...gone },
  { vendor: 'vLLM', what: 'wrong key', status: 401, body: { error: 'Unauthorized' }, ...auth },
  { vendor: 'vLLM', what: 'validation', status: 400, body: { error: { message: "[{'type': 'extra_forbidden', 'loc': ('body', 'foo'), 'msg': 'Extra inputs are not permitted'}]", type: 'Bad Request', param: null, code: 400 } }, ...bad },
  { vendor: 'vLLM', what: 'engine dead', status: 500, body: flat('EngineCore encountered an issue.', 'InternalServerError', 500), ...busy },
  { vendor: 'llama.cpp', what: 'context size', status: 400, body: { error: { code: 400, message: 'the request exceeds the available context size. try increasing the context size', type: 'exceed_context_size_error', n_prompt_tokens: 9000, n_ctx: 4096 } }, ...long },
  { vendor: 'llama.cpp', what: 'loading', status: 503, body: { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } }, ...busy },
  // DeepSeek
  { vendor: 'DeepSeek', what: 'no balance', status: 402, body: openai('Insufficient Balance', 'unknown_error', 'invalid_request_error'), ...quota },
  { vendor: 'DeepSeek', what: 'no balance as 400', status: 400, body: openai('Insufficient Balance', 'unknown_error', 'invalid_request_error'), ...quota },
  { vendor: 'DeepSeek', what: 'wrong key', status: 401, body: openai('Authentication Fails, Your api key: ****WXYZ is invalid', 'authentication_error', 'invalid_request_error'), ...auth },
  { vendor: 'DeepSeek', what: 'unknown model', status: 400, body: openai('Model Not Exist', 'invalid_request_error', 'invalid_request_error'), ...gone },
  { vendor: 'DeepSeek', what: 'content', status: 400, body: openai('Content Exists Risk', 'invalid_request_error', 'invalid_request_error'), ...refused },
  { vendor: 'DeepSeek', what: 'overloaded', status: 503, body: openai('Service is too busy. We advise users to temporarily switch to alternative LLM API service providers.', 'service_unavailable_error', 'service_unavailable'), ...busy },
  // Gateways and proxies
  { vendor: 'gateway', what: 'page', status: 502, body: '', ...busy },
  { vendor: 'gateway', what: 'origin timeout', status: 524, body: '', ...late },
  { vendor: 'gateway', what: 'forbidden page', status: 403, body: '', ...auth },
  { vendor: 'gateway', what: 'wrong path', status: 404, body: { detail: 'Not Found' }, ...gone },
  { vendor: 'gateway', what: 'wrong method', status: 405, body: { detail: 'Method Not Allowed' }, ...gone },
  { vendor: 'gateway', what: 'rate as text', status: 429, body: 'Too many requests', ...rate },
  { vendor: 'gateway', what: 'too large a body', status: 413, body: '', ...long },
  { vendor: 'nobody', what: 'a status nobody knows', status: 418, body: { error: 'I am a teapot' }, ...bad },
  { vendor: 'nobody', what: 'an error without status or words', body: { error: { message: 'computer says no' } }, code: 'ARTEMIS_E_MODEL_BAD_ANSWER', kind: 'switch' },
];
