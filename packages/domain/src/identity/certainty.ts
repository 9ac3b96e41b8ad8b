/** What can be said of somebody who has not proved anything yet. */
export type Certainty = 'yes' | 'perhaps' | 'no';

export function certainly(isSo: boolean): Certainty {
  return isSo ? 'yes' : 'no';
}

/** Of conditions that all have to be met. */
export function allOf(conditions: readonly Certainty[]): Certainty {
  if (conditions.includes('no')) return 'no';
  return conditions.includes('perhaps') ? 'perhaps' : 'yes';
}

/** Of a condition, as it is for each of the values that there may be. */
export function amongst(values: readonly string[], isMet: (value: string) => boolean): Certainty {
  const met = values.filter(isMet);
  if (met.length === 0) return 'no';
  return met.length === values.length ? 'yes' : 'perhaps';
}
