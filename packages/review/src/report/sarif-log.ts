/** A report in SARIF 2.1.0, as code hosts read it. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}

/** The one run of a log. */
export interface SarifRun {
  readonly tool: { readonly driver: { readonly name: string; readonly rules: readonly { readonly id: string }[] } };
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
}

/** One finding. */
export interface SarifResult {
  readonly ruleId: string;
  readonly level: 'error' | 'warning' | 'note';
  readonly message: { readonly text: string };
  readonly locations: readonly [
    { readonly physicalLocation: { readonly artifactLocation: SarifPlace; readonly region: { readonly startLine: number } } },
  ];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly fixes?: readonly SarifFix[];
}

/** A file, as an address relative to the project. */
export interface SarifPlace {
  readonly uri: string;
}

/** A replacement of one whole line, its end not included. */
export interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly [
    {
      readonly artifactLocation: SarifPlace;
      readonly replacements: readonly [
        { readonly deletedRegion: { readonly startLine: number }; readonly insertedContent: { readonly text: string } },
      ];
    },
  ];
}
