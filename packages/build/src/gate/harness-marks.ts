/** A way in which code reaches for what runs the tests, and how that is said. */
interface Mark {
  readonly pattern: RegExp;
  readonly says: string;
}

/** Marks in the code that is tested. Each has honest uses, so they only ask for stronger evidence. */
export const sourceMarks: readonly Mark[] = [
  {
    pattern:
      /\bprocess\s*\.\s*(?:exit|reallyExit|abort|kill|exitCode)\b|\bos\._exit\b|\bsys\.exit\b|\bos\.Exit\b|\bSystem\.exit\b|\bprocess::exit\b|(?<![\w.])(?:exit|quit|abort)\s*\(/,
    says: 'ends the process',
  },
  {
    pattern: /\bprocess\s*\.\s*on\s*\(|\batexit\b|\bat_exit\b|\baddShutdownHook\b|\bregister_shutdown_function\b/,
    says: 'hooks into the end of the process',
  },
  {
    pattern: /\b(?:node:)?(?:assert|test)(?:\/strict)?['"]|\bunittest\b|\bpytest\b|\bexpect\b|\bjest\b|\bvitest\b|org\.junit|\bTestCase\b/,
    says: 'reaches for the test library',
  },
  {
    pattern:
      /\bassert\w*\s*(?:\.\s*\w+\s*)?=[^=]|\bObject\.prototype\b|\b(?:Array|String|Number|Function|Promise|Date|Map|Set)\.prototype\b|\bglobalThis\b|\bglobal\.|\bbuiltins\b|__builtins__|\bsetattr\s*\(|\bReflect\.|\bProxy\b|\bdefineProperty\b/,
    says: 'changes what others use',
  },
  {
    pattern:
      /def\s+__(?:eq|ne|bool|hash|lt|le|gt|ge|contains|getattr|call)__\b|\bimpl\b[^{]*\bPartialEq\b|\bboolean\s+equals\s*\(|\bSymbol\.(?:toPrimitive|hasInstance)\b|\bvalueOf\b|\bdef\s+==|def\s+method_missing|bool\s+operator\s*==/,
    says: 'decides itself what it is equal to',
  },
  {
    pattern:
      /\bprocess\s*\.\s*(?:argv|execArgv|ppid|title)\b|\binspect\.(?:getmodule|getsource)\b|\bsys\.argv\b|\bos\.Args\b|\bimport\.meta\.main\b/,
    says: 'looks at who calls it',
  },
  {
    pattern: /artemis-(?:report|support|gate)|\/proc\/|\.test\.[cm]?[jt]s|_test\.(?:go|py)|\btest_\w+\.py|__tests__|\bconftest\b/,
    says: 'names the tests or the place they run in',
  },
];

/** Code that asks whether it is being tested can answer as it likes: no evidence stands against that. */
export const testAware =
  /\b(?:NODE_TEST_CONTEXT|PYTEST_CURRENT_TEST|PYTEST_VERSION|JEST_WORKER_ID|VITEST\w*|MOCHA\w*|TEST_WORKER\w*|RUST_TEST_\w*)\b|NODE_ENV\W{1,8}test\b|\btesting\.Testing\b|\bcfg!?\s*\(\s*(?:not\s*\(\s*)?test\b|\bsys\.modules\b|RAILS_ENV\W{1,8}test\b|\bPHPUNIT\w*|isUnitTest|\binspect\.(?:stack|currentframe)\b|\bsys\._getframe\b|\bError\([^)]*\)\s*\??\.\s*stack\b|\bcaptureStackTrace\b|\bruntime\.Callers?\b|\bgetStackTrace\b|\bcaller_locations\b|\bdebug_backtrace\b|\bflag\.Lookup\(\s*"test\.|\bglobalThis\.(?:it|test|describe|expect)\b|typeof\s+(?:it|test|describe|expect|jest|vi)\b/;

/** Marks in new or changed tests. */
export const testMarks: readonly Mark[] = [
  {
    pattern:
      /\bMath\.random\b|\brandomInt\b|\brandomBytes\b|\brandomUUID\b|\bhrtime\b|\burandom\b|\bsecrets\.\w+\(|\buuid\d?\b|\bprocess\.(?:pid|uptime)\b|\bgetpid\b|\bmtime\w*\b|\brandom\.\w+\(|\brand\.\w+\(|\bDate\.now\b|\btime\.time\(|\btime\.Now\b|\bnew Date\(\)|\bperformance\.now\b|Instant::now|\brand::/,
    says: 'depends on chance or on the clock',
  },
  {
    pattern: /\bprocess\s*\.\s*(?:exit|kill|abort)\b|\bos\._exit\b|\bos\.Exit\b|\bSystem\.exit\b|\bsys\.exit\b|process::exit/,
    says: 'ends the process',
  },
];

/** Calls that read a file as text. */
export const readsFiles =
  /\breadFile(?:Sync)?\b|\bopen\s*\(|\bread_text\b|\bread_to_string\b|\binclude_str!|\bos\.ReadFile\b|\bioutil\.ReadFile\b|\bgetsource\w*\b|\bFiles\.read\w*\b|\bFile\.read\b|\bfile_get_contents\b|\.toString\(\)\s*\.\s*(?:includes|match)|\bgit\b.*\b(?:diff|show|log)\b|\bcreateReadStream\b|\bexistsSync\b|\bos\.path\b|\bos\.Stat\b|\bexists\(\)|\bstatSync\b/;
