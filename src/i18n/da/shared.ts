import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Prøv igen',
  refreshNow: 'Opdater nu',
  figuresFrom: 'Tal: {time}. De opdateres, når tjenesten svarer.',
  offline: 'Du er offline. Det kommer af sig selv, når du er online igen.',
  offlineFigures: 'Du er offline. Tal: {time}.',
  daysLeft: { one: '{count} dag', other: '{count} dage' },
  hoursLeft: { one: '{count} time', other: '{count} timer' },
  minutesLeft: { one: '{count} minut', other: '{count} minutter' },
  anonymous: 'Anonym',
  opensOn: 'Kampagnen begynder {date}.',
  closedTitle: 'Kampagnen er slut.',
  pausedTitle: 'Kampagnen er på pause.',
  testMode: 'Testtilstand: der flyttes ingen penge.',
};
