import { realTests } from './test-sets.ts';
import { saidYes, type RunFacts } from './run-facts.ts';

const signs =
  /\b(?:EAI_AGAIN|ENETUNREACH|ENOTFOUND|ERR_PNPM_NO_OFFLINE\w*|ENOTCACHED)\b|getaddrinfo|Could not resolve host|Temporary failure in name resolution|Network is unreachable|Name or service not known|no such host|module lookup disabled by GOPROXY=off|Could not transfer artifact|in offline mode|--offline was specified|No cached version|Failed to establish a new connection|failed to (?:download|fetch)|No route to host/i;

/**
 * Whether a command failed for want of the network before any test ran. Never after one ran: a test that only says so must not turn
 * a no into something milder.
 */
export const deniedNetwork = (run: RunFacts): boolean => !saidYes(run) && realTests(run).length === 0 && signs.test(run.output);
