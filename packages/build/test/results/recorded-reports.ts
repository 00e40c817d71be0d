import { parseBazel } from '../../src/results/parse-bazel.ts';
import { parseGo } from '../../src/results/parse-go.ts';
import { parseJest } from '../../src/results/parse-jest.ts';
import { parseJsonLines } from '../../src/results/parse-json-lines.ts';
import { parseJunit } from '../../src/results/parse-junit.ts';
import { parseMix } from '../../src/results/parse-mix.ts';
import { parseMocha } from '../../src/results/parse-mocha.ts';
import { parseRspec } from '../../src/results/parse-rspec.ts';
import { parseTap } from '../../src/results/parse-tap.ts';
import { parseCargo, parseMinitest } from '../../src/results/parse-text.ts';
import { parseTrx } from '../../src/results/parse-trx.ts';
import type { ReportParser, TestRecord } from '../../src/results/test-record.ts';

/**
 * What each runner wrote for one green, one red, one skipped test and, where it can, a file that does not load. Those of dotnet alone
 * were written by hand after its documentation: nothing provides the tool where the tests run.
 */
export const recordedReports: readonly (readonly [runner: string, parse: ReportParser, text: string, records: readonly TestRecord[]])[] = [
  [
    'our reporter for node --test',
    parseJsonLines,
    '{"name":"a > b","file":"a.test.js","status":"passed"}\n{"name":"/x/b.test.js","file":"/x/b.test.js","status":"failed","notLoaded":true}\n{"end":true}\n',
    [
      { name: 'a > b', file: 'a.test.js', status: 'passed' },
      { name: '/x/b.test.js', file: '/x/b.test.js', status: 'failed', notLoaded: true },
    ],
  ],
  [
    'Vitest',
    parseJest,
    '{"numTotalTests":3,"success":false,"testResults":[{"name":"/p/a.test.ts","status":"failed","assertionResults":[{"ancestorTitles":["sum"],"title":"adds","fullName":"sum adds","status":"passed"},{"ancestorTitles":["sum"],"title":"fails","fullName":"sum fails","status":"failed"},{"ancestorTitles":[],"title":"later","fullName":"later","status":"todo"}]},{"name":"/p/b.test.ts","status":"failed","message":"SyntaxError","assertionResults":[]}]}',
    [
      { name: 'sum > adds', file: '/p/a.test.ts', status: 'passed' },
      { name: 'sum > fails', file: '/p/a.test.ts', status: 'failed' },
      { name: 'later', file: '/p/a.test.ts', status: 'skipped' },
      { name: '/p/b.test.ts', file: '/p/b.test.ts', status: 'failed', notLoaded: true },
    ],
  ],
  [
    'Jest',
    parseJest,
    '{"testResults":[{"name":"/p/a.test.js","status":"passed","assertionResults":[{"ancestorTitles":[],"title":"adds","fullName":"adds","status":"passed"},{"ancestorTitles":[],"title":"x","fullName":"x","status":"pending"}]}]}',
    [
      { name: 'adds', file: '/p/a.test.js', status: 'passed' },
      { name: 'x', file: '/p/a.test.js', status: 'skipped' },
    ],
  ],
  [
    'Mocha',
    parseMocha,
    '{"stats":{},"passes":[{"fullTitle":"sum adds","file":"/p/a.js"}],"failures":[{"fullTitle":"sum fails","file":"/p/a.js"}],"pending":[{"fullTitle":"later","file":"/p/a.js"}]}',
    [
      { name: 'sum adds', file: '/p/a.js', status: 'passed' },
      { name: 'sum fails', file: '/p/a.js', status: 'failed' },
      { name: 'later', file: '/p/a.js', status: 'skipped' },
    ],
  ],
  [
    'TAP',
    parseTap,
    'TAP version 13\r\nok 1 - adds\r\nnot ok 2 - fails\r\n  ---\r\n  ...\r\nok 3 - later # SKIP no time\r\nnot ok 4 - some day # TODO\r\n1..4\r\n',
    [
      { name: 'adds', status: 'passed' },
      { name: 'fails', status: 'failed' },
      { name: 'later', status: 'skipped' },
      { name: 'some day', status: 'skipped' },
    ],
  ],
  [
    'tap, with parts',
    parseTap,
    'TAP version 14\n1..3\n# Subtest: test/add.js\n    # Subtest: adds\n        ok 1 - should be equal\n        # Subtest: inner\n            not ok 1 - should be equal\n            1..1\n        not ok 2 - inner # time=1.5ms\n        1..2\n    not ok 1 - adds # time=24.1ms\n    ok 2 - later # TODO\n    1..2\n    # time=68.8ms\nnot ok 1 - test/add.js # time=68.8ms\n# Subtest: test/broken.js\n    1..0 # no tests found\nnot ok 2 - test/broken.js # time=3.1ms\nok 3 - test/quick.js # time=5ms {\n    ok 1 - same\n    ok 2 - same\n    1..2\n}\n',
    [
      { name: 'adds', file: 'test/add.js', status: 'failed' },
      { name: 'adds > inner', file: 'test/add.js', status: 'failed' },
      { name: 'later', file: 'test/add.js', status: 'skipped' },
      { name: 'test/broken.js', file: 'test/broken.js', status: 'failed', notLoaded: true },
      { name: 'same', file: 'test/quick.js', status: 'passed' },
      { name: 'same (2)', file: 'test/quick.js', status: 'passed' },
    ],
  ],
  [
    'pytest',
    parseJunit,
    '<?xml version="1.0"?><testsuites><testsuite name="pytest"><testcase classname="test_a" name="test_adds" file="test_a.py" line="3" time="0.1"/><testcase classname="test_a" name="test_fails" file="test_a.py"><failure message="assert 1 == 2">x &lt; y</failure></testcase><testcase classname="test_a" name="test_later" file="test_a.py"><skipped type="pytest.skip"/></testcase><testcase classname="" name="test_b"><error message="collection failure">SyntaxError</error></testcase></testsuite></testsuites>',
    [
      { name: 'test_a > test_adds', file: 'test_a.py', status: 'passed' },
      { name: 'test_a > test_fails', file: 'test_a.py', status: 'failed' },
      { name: 'test_a > test_later', file: 'test_a.py', status: 'skipped' },
      { name: 'pytest > test_b', status: 'failed', notLoaded: true },
    ],
  ],
  [
    'surefire, Gradle and sbt',
    parseJunit,
    '<testsuite name="demo.SumTest" tests="2"><testcase name="adds" classname="demo.SumTest"/><testcase name="fails" classname="demo.SumTest"><failure type="java.lang.AssertionError">x</failure></testcase></testsuite>',
    [
      { name: 'demo.SumTest > adds', status: 'passed' },
      { name: 'demo.SumTest > fails', status: 'failed' },
    ],
  ],
  [
    'Bun',
    parseJunit,
    '<testsuites name="bun test"><testsuite name="a.test.ts" file="a.test.ts"><testsuite name="sum" file="a.test.ts"><testcase name="adds" classname="sum" file="a.test.ts"/></testsuite></testsuite></testsuites>',
    [{ name: 'sum > adds', file: 'a.test.ts', status: 'passed' }],
  ],
  [
    'CTest',
    parseJunit,
    '<testsuite name="(empty)"><testcase name="adds" classname="adds" status="run"/><testcase name="fails" classname="fails" status="fail"><failure message="Failed"/></testcase><testcase name="off" classname="off" status="disabled"/></testsuite>',
    [
      { name: 'adds > adds', status: 'passed' },
      { name: 'fails > fails', status: 'failed' },
      { name: 'off > off', status: 'skipped' },
    ],
  ],
  [
    'Bazel',
    parseJunit,
    '<testsuites><testsuite name="app/sum_test" tests="1"><testcase name="app/sum_test" status="run"></testcase></testsuite></testsuites>',
    [{ name: 'app/sum_test > app/sum_test', status: 'passed' }],
  ],
  [
    'Bazel 4.2.3, as it wrote it',
    parseBazel,
    `{"id":{"targetCompleted":{"label":"//:red_test","configuration":{"id":"0367ec"}}},"children":[{"testSummary":{"label":"//:red_test"}}],"completed":{"success":true}}
{"id":{"testResult":{"label":"//:red_test","run":1,"shard":1,"attempt":1,"configuration":{"id":"0367ec"}}},"testResult":{"status":"FAILED"}}
{"id":{"testSummary":{"label":"//:red_test","configuration":{"id":"0367ec"}}},"testSummary":{"totalRunCount":1,"overallStatus":"FAILED"}}
{"id":{"testSummary":{"label":"//:sums_test","configuration":{"id":"0367ec"}}},"testSummary":{"totalRunCount":1,"overallStatus":"PASSED"}}
{"id":{"testSummary":{"label":"//:slow_test","configuration":{"id":"0367ec"}}},"testSummary":{"totalRunCount":1,"overallStatus":"TIMEOUT"}}
{"id":{"targetCompleted":{"label":"//:broken_test","configuration":{"id":"0367ec"}}},"aborted":{}}
{"id":{"unconfiguredLabel":{"label":"//:missing.sh"}},"aborted":{}}
{"id":{"progress":{"opaqueCount":7}},"progress":{},"lastMessage":true}
`,
    [
      { name: '//:red_test', status: 'failed' },
      { name: '//:sums_test', status: 'passed' },
      { name: '//:slow_test', status: 'failed' },
      { name: '//:broken_test', status: 'failed', notLoaded: true },
    ],
  ],
  [
    'sbt 1.10.7 with junit-interface, as it wrote it',
    parseJunit,
    `<?xml version='1.0' encoding='UTF-8'?>
<testsuite hostname="vm" name="SumsTest" tests="3" errors="0" failures="1" skipped="1" time="0.003" timestamp="2026-11-23T09:44:59">
          <properties><property name="java.version" value="17.0.15"/></properties>
          <testcase classname="SumsTest" name="adds" time="0.002">
                      
                    </testcase><testcase classname="SumsTest" name="fails" time="0.001">
                      <failure message="expected:&lt;6&gt; but was:&lt;5&gt;" type="java.lang.AssertionError">java.lang.AssertionError: expected:&lt;6&gt; but was:&lt;5&gt;
	at org.junit.Assert.fail(Assert.java:89)
	at SumsTest.fails(SumsTest.scala:5)
</failure>
                    </testcase><testcase classname="SumsTest" name="later" time="0.0">
                      <skipped/>
                    </testcase>
          <system-out><![CDATA[]]></system-out>
          <system-err><![CDATA[]]></system-err>
        </testsuite>`,
    [
      { name: 'SumsTest > adds', status: 'passed' },
      { name: 'SumsTest > fails', status: 'failed' },
      { name: 'SumsTest > later', status: 'skipped' },
    ],
  ],
  [
    'go test',
    parseGo,
    '{"Action":"start","Package":"x"}\n{"Action":"pass","Package":"x","Test":"TestA"}\n{"Action":"fail","Package":"x","Test":"TestB"}\n{"Action":"skip","Package":"x","Test":"TestC"}\n{"Action":"fail","Package":"x"}\n# y\n{"Action":"fail","Package":"y"}\n',
    [
      { name: 'x > TestA', status: 'passed' },
      { name: 'x > TestB', status: 'failed' },
      { name: 'x > TestC', status: 'skipped' },
      { name: 'y', status: 'failed', notLoaded: true },
    ],
  ],
  [
    'cargo test',
    parseCargo,
    '     Running unittests src/lib.rs (target/debug/deps/x-1)\n\nrunning 3 tests\ntest tests::adds ... ok\ntest tests::fails ... FAILED\ntest tests::later ... ignored\n\ntest result: FAILED. 1 passed; 1 failed\n',
    [
      { name: 'tests::adds', file: 'src/lib.rs', status: 'passed' },
      { name: 'tests::fails', file: 'src/lib.rs', status: 'failed' },
      { name: 'tests::later', file: 'src/lib.rs', status: 'skipped' },
    ],
  ],
  [
    'Minitest',
    parseMinitest,
    'SumsTest#test_adds = 0.00 s = .\nSumsTest#test_fails = 0.00 s = F\nSumsTest#test_later = 0.00 s = S\n\n3 runs, 2 assertions, 1 failures, 0 errors, 1 skips\n',
    [
      { name: 'SumsTest#test_adds', status: 'passed' },
      { name: 'SumsTest#test_fails', status: 'failed' },
      { name: 'SumsTest#test_later', status: 'skipped' },
    ],
  ],
  [
    'mix test',
    parseMix,
    '\nSumsTest [test/sums_test.exs]\n  * test adds [L#3]\r  * test adds (0.1ms) [L#3]\n  * test fails [L#4]\r  * test fails (2.1ms) [L#4]\n\n  1) test fails (SumsTest)\n     test/sums_test.exs:4\n\n2 tests, 1 failure\n',
    [
      { name: 'SumsTest > adds', file: 'test/sums_test.exs', status: 'passed' },
      { name: 'SumsTest > fails', file: 'test/sums_test.exs', status: 'failed' },
    ],
  ],
  [
    'RSpec',
    parseRspec,
    '{"examples":[{"full_description":"add adds","status":"passed","file_path":"./spec/a_spec.rb"},{"full_description":"add fails","status":"failed","file_path":"./spec/a_spec.rb"},{"full_description":"later","status":"pending","file_path":"./spec/a_spec.rb"}],"summary":{"errors_outside_of_examples_count":0}}',
    [
      { name: 'add adds', file: 'spec/a_spec.rb', status: 'passed' },
      { name: 'add fails', file: 'spec/a_spec.rb', status: 'failed' },
      { name: 'later', file: 'spec/a_spec.rb', status: 'skipped' },
    ],
  ],
  [
    'dotnet test',
    parseTrx,
    '<TestRun><Results><UnitTestResult testName="A.Adds" outcome="Passed"/><UnitTestResult testName="A.Fails" outcome="Failed"/><UnitTestResult testName="A.Later" outcome="NotExecuted"/></Results></TestRun>',
    [
      { name: 'A.Adds', status: 'passed' },
      { name: 'A.Fails', status: 'failed' },
      { name: 'A.Later', status: 'skipped' },
    ],
  ],
];
