/**
 * Source of a runner for Python's `unittest`, which writes no report of its own: it runs what `python3 -m unittest` would and writes
 * one JSON line for each test to the file named first.
 */
export const unittestRunnerSource = `import json, sys, unittest

report, sys.argv = sys.argv[1], ['unittest'] + sys.argv[2:]
records = []
sys.path.insert(0, '')


class Result(unittest.TextTestResult):
    def note(self, test, status):
        module = sys.modules.get(type(test).__module__)
        lost = type(test).__name__ == '_FailedTest'
        record = {'name': test.id(), 'status': status, 'file': getattr(module, '__file__', '') if not lost else ''}
        if lost:
            record['notLoaded'] = True
        records.append(record)

    def addSuccess(self, test):
        super().addSuccess(test); self.note(test, 'passed')

    def addFailure(self, test, err):
        super().addFailure(test, err); self.note(test, 'failed')

    def addError(self, test, err):
        super().addError(test, err); self.note(test, 'failed')

    def addSkip(self, test, reason):
        super().addSkip(test, reason); self.note(test, 'skipped')

    def addExpectedFailure(self, test, err):
        super().addExpectedFailure(test, err); self.note(test, 'skipped')

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test); self.note(test, 'failed')

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            self.note(test, 'failed')


program = unittest.main(module=None, exit=False, testRunner=unittest.TextTestRunner(resultclass=Result, verbosity=2))
with open(report, 'w') as out:
    for record in records + [{'end': True}]:
        out.write(json.dumps(record) + '\\n')
sys.exit(0 if program.result.wasSuccessful() else 1)
`;
