/** Where the time comes from. Plugins never call `Date.now()`, so that a test can move the time. */
export interface Clock {
  now(): Date;
}
