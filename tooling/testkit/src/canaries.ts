import { createHash } from 'node:crypto';

/** A made-up secret in the format of a vendor, and the part of it nobody may see. */
export interface Canary {
  readonly name: string;
  readonly secret: string;
  readonly hidden: string;
}

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const alphanumeric = lower + upper + digits;
const dashed = `${alphanumeric}_-`;
const hex = `${digits}abcdef`;

let drawn = 0;

// Put together at run time: no scanner need take this file for a leak.
function draw(length: number, from: string): string {
  const bytes = createHash('shake256', { outputLength: length * 2 })
    .update(`canary ${drawn++}`)
    .digest();
  return Array.from({ length }, (_, index) => from.charAt(bytes.readUInt16BE(index * 2) % from.length)).join('');
}

const made = (name: string, start: string, length: number, from: string, end = ''): Canary => {
  const hidden = draw(length - 1, from) + 'x0aA7'.split('').find((letter) => from.includes(letter));
  return { name, secret: start + hidden + end, hidden };
};

const pem = (kind: string): Canary => {
  const hidden = draw(64, alphanumeric);
  return { name: `${kind} key`, secret: `-----BEGIN ${kind}-----\n${hidden}\n${draw(40, alphanumeric)}=\n-----END ${kind}-----`, hidden };
};

const encodedPem = (): Canary => {
  const secret = Buffer.from(pem('RSA PRIVATE KEY').secret).toString('base64');
  return { name: 'encoded private key', secret, hidden: secret.slice(40, 80) };
};

/** One of each format. */
export const canaries: readonly Canary[] = [
  made('OpenAI key', 'sk-', 48, alphanumeric),
  made('OpenAI project key', 'sk-proj-', 74, dashed),
  made('OpenAI service account key', 'sk-svcacct-', 74, dashed),
  made('Anthropic key', 'sk-ant-api03-', 93, dashed),
  made('OpenRouter key', 'sk-or-v1-', 64, hex),
  made('Groq key', 'gsk_', 52, alphanumeric),
  made('xAI key', 'xai-', 80, alphanumeric),
  made('Perplexity key', 'pplx-', 48, alphanumeric),
  made('NVIDIA key', 'nvapi-', 64, dashed),
  made('Replicate token', 'r8_', 37, alphanumeric),
  made('Hugging Face token', 'hf_', 34, alphanumeric),
  made('Pinecone key', 'pcsk_', 60, alphanumeric),
  made('LangSmith key', 'lsv2_pt_', 43, `${hex}_`),
  made('Tavily key', 'tvly-', 32, alphanumeric),
  made('AWS access key', 'AKIA', 16, upper + digits),
  made('AWS session key', 'ASIA', 16, upper + digits),
  made('Google API key', 'AIza', 35, dashed),
  made('Google OAuth token', 'ya29.', 60, dashed),
  made('Google OAuth secret', 'GOCSPX-', 28, dashed),
  made('Azure client secret', `${draw(3, alphanumeric)}8Q~`, 34, `${alphanumeric}_`),
  made('Alibaba key', 'LTAI', 20, alphanumeric),
  made('DigitalOcean token', 'dop_v1_', 64, hex),
  made('Heroku key', 'HRKU-', 60, dashed),
  made('Netlify token', 'nfp_', 40, alphanumeric),
  made('GitHub token', 'ghp_', 36, alphanumeric),
  made('GitHub OAuth token', 'gho_', 36, alphanumeric),
  made('GitHub app token', 'ghs_', 36, alphanumeric),
  made('GitHub fine-grained token', 'github_pat_', 82, `${alphanumeric}_`),
  made('GitLab token', 'glpat-', 20, dashed),
  made('Bitbucket token', 'ATBB', 32, alphanumeric),
  made('Atlassian token', 'ATATT3xFfGF0', 100, `${dashed}=`),
  made('npm token', 'npm_', 36, alphanumeric),
  made('PyPI token', 'pypi-AgEIcHlwaS5vcmc', 100, dashed),
  made('RubyGems key', 'rubygems_', 48, hex),
  made('NuGet key', 'oy2', 43, lower + digits),
  made('crates.io token', 'cio', 32, alphanumeric),
  made('Docker Hub token', 'dckr_pat_', 27, dashed),
  made('CircleCI token', 'CCIPAT_', 40, alphanumeric),
  made('Buildkite token', 'bkua_', 40, hex),
  made('SonarQube token', 'squ_', 40, hex),
  made('Postman key', `PMAK-${draw(24, hex)}-`, 34, hex),
  made('Vault token', 'hvs.', 90, dashed),
  made('Terraform Cloud token', `${draw(14, alphanumeric)}.atlasv1.`, 60, dashed),
  made('Pulumi token', 'pul-', 40, hex),
  made('Databricks token', 'dapi', 32, hex),
  made('Doppler token', 'dp.pt.', 43, alphanumeric),
  made('PlanetScale password', 'pscale_pw_', 43, dashed),
  made('Supabase key', 'sb_secret_', 36, alphanumeric),
  made('Grafana token', 'glsa_', 41, alphanumeric),
  made('New Relic key', 'NRAK-', 27, upper + digits),
  made('Sentry token', 'sntrys_', 64, alphanumeric),
  made('Dynatrace token', `dt0c01.${draw(24, 'ABCDEF234567')}.`, 64, 'ABCDEF234567'),
  made('Tailscale key', 'tskey-auth-', 30, dashed),
  made('OpenShift token', 'sha256~', 43, dashed),
  made('age key', 'AGE-SECRET-KEY-1', 58, upper + digits),
  made('Stripe live key', 'sk_live_', 24, alphanumeric),
  made('Stripe restricted key', 'rk_live_', 24, alphanumeric),
  made('Stripe webhook secret', 'whsec_', 32, alphanumeric),
  made('Square token', 'sq0atp-', 22, dashed),
  made('Shopify token', 'shpat_', 32, hex),
  made('Shippo token', 'shippo_live_', 40, hex),
  made('Plaid token', 'access-production-', 36, `${hex}-`),
  made('Slack bot token', 'xoxb-', 50, `${alphanumeric}-`),
  made('Slack app token', 'xapp-1-', 60, `${alphanumeric}-`),
  made('Slack webhook', 'https://hooks.slack.com/services/T0000/B0000/', 24, alphanumeric),
  made('Discord webhook', 'https://discord.com/api/webhooks/123456789012345678/', 68, dashed),
  made('Discord bot token', `MTEx${draw(22, alphanumeric)}.${draw(6, alphanumeric)}.`, 38, dashed),
  made('Telegram bot token', '123456789:AA', 33, dashed),
  made('Twilio key', 'SK', 32, hex),
  made('SendGrid key', `SG.${draw(22, dashed)}.`, 43, dashed),
  made('Mailgun key', 'key-', 32, hex),
  made('Mailchimp key', '', 32, hex, '-us12'),
  made('Brevo key', `xkeysib-${draw(64, hex)}-`, 16, alphanumeric),
  made('Facebook token', 'EAA', 120, alphanumeric),
  made('Airtable token', `pat${draw(14, alphanumeric)}.`, 64, hex),
  made('Adafruit key', 'aio_', 28, alphanumeric),
  made('Figma token', 'figd_', 40, dashed),
  made('Linear key', 'lin_api_', 40, alphanumeric),
  made('Notion token', 'ntn_', 46, alphanumeric),
  made('JSON web token', `eyJ${draw(17, alphanumeric)}.eyJ${draw(30, alphanumeric)}.`, 43, dashed),
  made('encrypted JSON web token', `eyJ${draw(17, alphanumeric)}.${draw(30, dashed)}.${draw(16, dashed)}.${draw(40, dashed)}.`, 22, dashed),
  pem('PRIVATE KEY'),
  pem('RSA PRIVATE KEY'),
  pem('EC PRIVATE KEY'),
  pem('OPENSSH PRIVATE KEY'),
  pem('ENCRYPTED PRIVATE KEY'),
  pem('PGP PRIVATE KEY BLOCK'),
  encodedPem(),
];
