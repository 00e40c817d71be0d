/** How one kind of secret looks: how it begins, and what must follow. */
export interface SecretFormat {
  readonly name: string;
  /** Beginnings, at least three characters each. */
  readonly starts: readonly string[];
  /**
   * What follows the beginning. Only its last part may be of any length, so that a failed attempt costs a bounded number of
   * steps and hostile text linear time. No group is repeated without bound: on a long text that overflows the engine's stack.
   */
  readonly rest: RegExp;
  /**
   * Default: a word begins here. `whole`: nothing before it is part of the word, `-` and `_` included; `rest` may then have two
   * parts of any length. `anywhere`: `rest` looks behind for what must come before.
   */
  readonly place?: 'whole' | 'anywhere';
  /** Characters before the beginning that belong to the secret. Default: 0. */
  readonly before?: number;
}

const format = (
  name: string,
  starts: string | readonly string[],
  rest: RegExp,
  more: Pick<SecretFormat, 'place' | 'before'> = {},
): SecretFormat => ({ name, starts: typeof starts === 'string' ? starts.split(' ') : starts, rest, ...more });

const word = String.raw`\w`;
const dashed = String.raw`[\w-]`;
const alphanumeric = '[A-Za-z0-9]';
const hex = '[0-9a-f]';

/** `count` characters of a class and all that follow. Not `{count,}`: the engine keeps every step of such a loop on its stack. */
const atLeast = (count: number, oneOf: string, before = ''): RegExp => new RegExp(`${before}${oneOf}{${count}}${oneOf}*`, 'y');

/** A Discord bot's token begins with its id, three digits of which are these letters in base64. */
const discordStarts = [...'MNO'].flatMap((first) =>
  [...'DTjz'].flatMap((second) => [...'AEIMQUYcgk'].map((third) => first + second + third)),
);

/** Base64 of the head of a private key, as in a Kubernetes secret, without the last group: what follows may change it. */
const encodedPemHeads = ['', 'RSA ', 'EC ', 'DSA ', 'OPENSSH ', 'ENCRYPTED ', 'PGP '].map((kind) =>
  Buffer.from(`-----BEGIN ${kind}PRIVATE KEY`).toString('base64').slice(0, -4),
);

/** After the dashes: headers, then all up to the end line or, where that was cut off, as far as it can be the key. */
const privateKey =
  /(?<=-----BEGIN)(?: |%20|\+)(?:[A-Z0-9]{1,20}(?: |%20|\+)){0,3}PRIVATE(?: |%20|\+)KEY(?:(?: |%20|\+)BLOCK)?-----(?:(?:\\[nr]|%0[AD]|[\r\n]){1,4}[A-Za-z-]{2,40}: [^\r\n\\"]{0,200}){0,6}(?:[\w+/=\s\\%-]*?-----END[\w %+]{1,60}-----|[\w+/=\s\\%-]*(?<!\\))/y;

/** Formats of secrets that can be told by their looks alone. */
export const secretFormats: readonly SecretFormat[] = [
  // Models
  format(
    'anthropic-openai-and-others',
    'sk-',
    /(?:ant|proj|svcacct|admin|None)-[\w-]{16}[\w-]*|or-v1-[0-9a-f]{16}[0-9a-f]*|lf-[0-9a-f-]{32}|[A-Za-z0-9]{20}[A-Za-z0-9]*/y,
  ),
  format('groq', 'gsk_', atLeast(20, word)),
  format('xai', 'xai-', atLeast(32, word)),
  format('perplexity', 'pplx-', atLeast(32, alphanumeric)),
  format('cerebras', 'csk-', atLeast(32, alphanumeric)),
  format('fireworks', 'fw_', atLeast(20, alphanumeric)),
  format('nvidia', 'nvapi-', atLeast(32, dashed)),
  format('replicate', 'r8_', atLeast(32, alphanumeric)),
  format('hugging-face', 'hf_ api_org_', atLeast(30, alphanumeric)),
  format('jina', 'jina_', atLeast(32, word)),
  format('pinecone', 'pcsk_', atLeast(20, word)),
  format('langsmith', 'lsv2_pt_ lsv2_sk_', atLeast(32, word)),
  format('tavily', 'tvly-', atLeast(20, dashed)),
  format('elevenlabs', 'sk_', atLeast(48, hex)),
  // Clouds
  format('aws-access-key', 'AKIA ASIA ABIA ACCA', atLeast(16, '[A-Z0-9]')),
  format('aws-bedrock', 'ABSK', atLeast(64, '[A-Za-z0-9+/=]')),
  format('google-api-key', 'AIza', atLeast(35, dashed)),
  format('google-oauth-token', 'ya29.', atLeast(20, dashed)),
  format('google-oauth-secret', 'GOCSPX-', atLeast(20, dashed)),
  format('google-refresh-token', '1//0', atLeast(30, dashed)),
  format(
    'azure-client-secret',
    ['0Q~', '1Q~', '2Q~', '3Q~', '4Q~', '5Q~', '6Q~', '7Q~', '8Q~', '9Q~'],
    atLeast(31, String.raw`[\w.~-]`, String.raw`(?<=[\w.~-]{3}\dQ~)`),
    {
      place: 'anywhere',
      before: 3,
    },
  ),
  format('alibaba', 'LTAI', atLeast(16, alphanumeric)),
  format('tencent', 'AKID', atLeast(32, alphanumeric)),
  format('digitalocean', 'dop_v1_ doo_v1_ dor_v1_', atLeast(40, hex)),
  format('scaleway', 'SCW', atLeast(17, '[A-Z0-9]')),
  format('heroku', 'HRKU-', atLeast(32, dashed)),
  format('fly', 'fm2_ fo1_', atLeast(20, String.raw`[\w+/=-]`)),
  format('netlify', 'nfp_', atLeast(32, alphanumeric)),
  format('vercel', 'vcp_ vci_ vca_ vcr_ vck_', atLeast(20, alphanumeric)),
  format('cloudflare-origin-ca', 'v1.0-', atLeast(100, hex, '[0-9a-f]{24}-')),
  format('yandex', 'AQVN', atLeast(35, dashed)),
  // Code and packages
  format('github', 'ghp_ gho_ ghu_ ghs_ ghr_', atLeast(30, alphanumeric)),
  format('github-fine-grained', 'github_pat_', atLeast(36, word)),
  format('gitlab', 'glpat- gldt- glrt- glcbt- glptt- glft- glsoat- glagent- glimt- gloas- glffct-', atLeast(20, String.raw`[\w.-]`)),
  format('bitbucket', 'ATBB', atLeast(28, alphanumeric)),
  format('atlassian', 'ATATT3 ATCTT3', atLeast(32, String.raw`[\w=-]`)),
  format('npm', 'npm_', atLeast(30, alphanumeric)),
  format('pypi', 'pypi-AgE', atLeast(32, dashed)),
  format('rubygems', 'rubygems_', atLeast(40, hex)),
  format('nuget', 'oy2', atLeast(43, '[a-z0-9]')),
  format('crates-io', 'cio', atLeast(32, alphanumeric)),
  format('clojars', 'CLOJARS_', atLeast(40, '[0-9a-z]')),
  format('docker-hub', 'dckr_pat_ dckr_oat_', atLeast(20, dashed)),
  format('jfrog', 'AKCp', atLeast(60, alphanumeric)),
  format('sourcegraph', 'sgp_', atLeast(40, word)),
  format('circleci', 'CCIPAT_', atLeast(20, word)),
  format('buildkite', 'bkua_', atLeast(40, hex)),
  format('sonarqube', 'squ_ sqp_ sqa_', atLeast(40, hex)),
  format('postman', 'PMAK-', atLeast(34, hex, '[0-9a-f]{24}-')),
  format('readme', 'rdme_', atLeast(60, '[a-z0-9]')),
  // Infrastructure
  format('vault', 'hvs. hvb. hvr.', atLeast(20, dashed)),
  format('terraform-cloud', '.atlasv1.', atLeast(40, dashed, String.raw`(?<=[A-Za-z0-9]{14}\.atlasv1\.)`), {
    place: 'anywhere',
    before: 14,
  }),
  format('pulumi', 'pul-', atLeast(40, hex)),
  format('databricks', 'dapi', atLeast(32, hex)),
  format('doppler', 'dp.pt. dp.st. dp.ct. dp.sa. dp.scim. dp.audit.', atLeast(32, String.raw`[\w.-]`)),
  format('planetscale', 'pscale_tkn_ pscale_pw_ pscale_oauth_', atLeast(20, String.raw`[\w.-]`)),
  format('supabase', 'sbp_ sb_secret_', atLeast(20, word)),
  format('grafana', 'glsa_ glc_', atLeast(32, String.raw`[\w+/=]`)),
  format('new-relic', 'NRAK- NRII- NRJS- NRRA-', atLeast(19, dashed)),
  format('sentry', 'sntrys_ sntryu_', atLeast(32, String.raw`[\w+/=]`)),
  format('dynatrace', 'dt0c01. dt0s01. dt0s16.', atLeast(64, '[A-Z2-7]', String.raw`[A-Z2-7]{24}\.`)),
  format('tailscale', 'tskey-', atLeast(20, dashed)),
  format('openshift', 'sha256~', atLeast(40, dashed)),
  format('1password', 'ops_eyJ', atLeast(40, String.raw`[\w+/=-]`)),
  format('age', 'AGE-SECRET-KEY-1', atLeast(50, '[A-Z0-9]')),
  format('prefect', 'pnu_ pnb_', atLeast(32, alphanumeric)),
  format('launchdarkly', 'sdk- api-', /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/y),
  // Payment and messages
  format('stripe', 'sk_live_ sk_test_ rk_live_ rk_test_ sk_org_ whsec_', atLeast(16, '[A-Za-z0-9+/=_]')),
  format('square', 'sq0atp- sq0csp- EAAAE EAAAl', atLeast(22, dashed)),
  format('braintree', 'access_token$production$ access_token$sandbox$', atLeast(32, hex, String.raw`[0-9a-z]{16}\$`)),
  format('flutterwave', 'FLWSECK- FLWSECK_TEST-', atLeast(30, dashed)),
  format('shippo', 'shippo_live_ shippo_test_', atLeast(40, hex)),
  format('easypost', 'EZAK EZTK', atLeast(50, alphanumeric)),
  format('shopify', 'shpat_ shpca_ shppa_ shpss_', atLeast(32, '[0-9a-fA-F]')),
  format('plaid', 'access-production- access-sandbox- access-development-', atLeast(36, '[0-9a-f-]')),
  format('slack', 'xoxb- xoxp- xoxa- xoxr- xoxs- xoxe- xoxc- xoxd- xoxe.xoxp- xoxe.xoxb- xapp-', atLeast(10, '[A-Za-z0-9%+/=.-]')),
  format('slack-webhook', 'hooks.slack.com/services/ hooks.slack.com/workflows/', atLeast(20, String.raw`[\w/-]`)),
  format('discord-webhook', 'discord.com/api/webhooks/ discordapp.com/api/webhooks/', atLeast(20, dashed, String.raw`\d{10,20}\/`)),
  format('discord-bot', discordStarts, atLeast(27, dashed, String.raw`[\w-]{20,25}\.[\w-]{6}\.`)),
  format('teams-webhook', 'webhook.office.com/webhookb2/', atLeast(40, String.raw`[\w@/-]`)),
  format('telegram', ':AA', atLeast(32, dashed, String.raw`(?<=\d{6}:AA)`), { place: 'anywhere' }),
  format(
    'twilio',
    ['SK0', 'SK1', 'SK2', 'SK3', 'SK4', 'SK5', 'SK6', 'SK7', 'SK8', 'SK9', 'SKa', 'SKb', 'SKc', 'SKd', 'SKe', 'SKf'],
    atLeast(31, hex),
  ),
  format('sendgrid', 'SG.', atLeast(32, dashed, String.raw`[\w-]{16,32}\.`)),
  format('mailgun', 'key-', atLeast(32, hex)),
  format('mailchimp', '-us', /(?<=(?<![0-9a-f])[0-9a-f]{32}-us)\d{1,2}/y, { place: 'anywhere', before: 32 }),
  format('brevo', 'xkeysib- xsmtpsib-', atLeast(16, word, '[0-9a-f]{64}-')),
  format('facebook', 'EAA', atLeast(90, alphanumeric)),
  format('mapbox', 'sk.eyJ', atLeast(20, dashed, String.raw`[\w-]{40,100}\.`)),
  // Tools
  format('airtable', 'pat', atLeast(64, hex, String.raw`[A-Za-z0-9]{14}\.`)),
  format('adafruit', 'aio_', atLeast(28, alphanumeric)),
  format('contentful', 'CFPAT-', atLeast(40, dashed)),
  format('dropbox', 'sl.', atLeast(100, dashed)),
  format('duffel', 'duffel_live_ duffel_test_', atLeast(40, dashed)),
  format('figma', 'figd_ figo_', atLeast(32, dashed)),
  format('linear', 'lin_api_ lin_oauth_', atLeast(32, alphanumeric)),
  format('notion', 'ntn_ secret_', atLeast(40, alphanumeric)),
  format('typeform', 'tfp_', atLeast(40, String.raw`[\w.-]`)),
  format('firecrawl', 'fc-', atLeast(32, hex)),
  format('e2b', 'e2b_', atLeast(32, hex)),
  // Any vendor
  format('jwt', 'eyJ', /[\w-]{6,2000}\.eyJ[\w-]{6,16000}(?:\.[\w-]*)?/y, { place: 'whole' }),
  format('jwe', 'eyJ', /[\w-]{6,2000}\.[\w-]{0,2000}\.[\w-]{6,100}\.[\w-]{6,16000}\.[\w-]*/y, { place: 'whole' }),
  format('private-key', ['BEGIN'], privateKey, { place: 'anywhere', before: 5 }),
  format('encoded-private-key', encodedPemHeads, atLeast(20, '[A-Za-z0-9+/=_-]')),
  format('putty-key', 'PuTTY-User-Key-File-', /\d: [\w-]{1,40}(?:\\[nr]|[\r\n])[\w\s:,+/=-]*/y),
];
