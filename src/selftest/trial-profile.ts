import { defaultProfile, type Profile } from '../protocol/profile.ts';

/** A third of the guide's default, and as legal: what waits for pongs in vain would otherwise be most of the matrix's time. */
const KEEP_ALIVE_SECONDS = 10;

/** By which an endpoint is judged in a trial. */
export const trialProfile = (timeScale: number): Profile => ({
  ...defaultProfile,
  properties: { ...defaultProfile.properties, keepAliveSeconds: KEEP_ALIVE_SECONDS },
  timeScale,
});
