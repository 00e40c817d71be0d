/** Answer of a flag and where it comes from, in OpenFeature's words. */
export interface FlagDetails {
  /** Key of the flag, such as `rag.enabled`; for an unknown flag whatever was asked. */
  readonly flagKey: string;
  readonly value: boolean;
  readonly variant: 'on' | 'off';
  /** `DEFAULT`: nobody has set it. `STATIC`: `source` has. `ERROR`: there is no such flag. */
  readonly reason: 'DEFAULT' | 'STATIC' | 'ERROR';
  readonly errorCode?: 'FLAG_NOT_FOUND';
  /** Who decided: `default`, the path of a file, `ARTEMIS_MINIMAL_MODE`, the name of a profile. */
  readonly source: string;
}
