import { notProven } from './not-proven.ts';

/** How old a proof may be: as old as AWS takes a signature. */
export const MAX_AGE_SECONDS = 15 * 60;
/** How far a client's clock may be ahead of ours. */
export const MAX_AHEAD_SECONDS = 5 * 60;

const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/;

/** UnauthenticatedError unless the signature is of about now; both limits still count as now. */
export function checkDate(amzDate: string, day: string, now: Date): void {
  const signedAt = Date.parse(amzDate.replace(AMZ_DATE, '$1-$2-$3T$4:$5:$6Z'));
  if (!AMZ_DATE.test(amzDate) || Number.isNaN(signedAt) || !amzDate.startsWith(day)) {
    throw notProven('The X-Amz-Date must be YYYYMMDDTHHMMSSZ, of the day in the Credential.');
  }
  // A signature tells whole seconds, so that ours count as whole ones too.
  const age = Math.floor(now.getTime() / 1000) - signedAt / 1000;
  if (age > MAX_AGE_SECONDS) {
    throw notProven('The signed request is older than 15 minutes; sign a new one.');
  }
  if (age < -MAX_AHEAD_SECONDS) {
    throw notProven('The signed request is of the future; set the clock that signs it.');
  }
}
