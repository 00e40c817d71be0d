import type { Files } from '../build-project.ts';
import type { ToolFixture } from './tool-fixture.ts';

const natively = (...rules: readonly string[]): string =>
  rules.map((rule) => `def ${rule}(**kwargs):\n    native.${rule}(**kwargs)\n`).join('');

/** What Bazel 4 fetches from the network before it does anything, as far as a test of a shell script needs it. */
const bazelParts: Files = {
  WORKSPACE:
    'workspace(name = "sums")\n' +
    ['rules_cc', 'rules_java', 'remote_coverage_tools'].map((name) => `local_repository(name = "${name}", path = "${name}")\n`).join(''),
  '.bazelignore': 'rules_cc\nrules_java\nremote_coverage_tools\n',
  'rules_cc/WORKSPACE': '',
  'rules_cc/cc/BUILD': '',
  'rules_cc/cc/defs.bzl': natively(
    'cc_library',
    'cc_binary',
    'cc_test',
    'cc_toolchain',
    'cc_toolchain_suite',
    'cc_import',
    'cc_proto_library',
  ),
  'rules_java/WORKSPACE': '',
  'rules_java/java/BUILD': '',
  'rules_java/java/defs.bzl': natively(
    ...['java_library', 'java_binary', 'java_import', 'java_test', 'java_runtime', 'java_toolchain', 'java_package_configuration'],
    ...['java_plugin', 'java_proto_library'],
  ),
  'remote_coverage_tools/WORKSPACE': '',
  'remote_coverage_tools/BUILD':
    'package(default_visibility = ["//visibility:public"])\nsh_binary(name = "coverage_report_generator", srcs = ["none.sh"])\nsh_binary(name = "lcov_merger", srcs = ["none.sh"])\n',
  'remote_coverage_tools/none.sh': '#!/bin/sh\n',
};

/** A test of a shell script, which needs no compiler. */
export const bazelFixture: ToolFixture = {
  tool: 'bazel',
  needs: ['bazel'],
  files: {
    ...bazelParts,
    BUILD:
      'genrule(name = "run", srcs = ["sums_test.sh"], outs = ["run.sh"], cmd = "cp $< $@", executable = True)\n' +
      'sh_test(name = "sums_test", size = "small", srcs = [":run"], data = ["sums.sh"])\n',
    'sums.sh': 'echo $(($1 + $2))\n',
    'sums_test.sh': '#!/bin/sh\n[ "$(sh ./sums.sh 2 3)" = 5 ]\n',
  },
  red: { 'sums.sh': 'echo $(($1 - $2))\n' },
  broken: { BUILD: 'sh_test(name = \n' },
};
