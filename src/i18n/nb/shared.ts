import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Prøv igjen',
  refreshNow: 'Oppdater nå',
  figuresFrom: 'Tall: {time}. De oppdateres når tjenesten svarer.',
  offline: 'Du er frakoblet. Dette kommer av seg selv når du er tilbake på nett.',
  offlineFigures: 'Du er frakoblet. Tall: {time}.',
  daysLeft: { one: '{count} dag', other: '{count} dager' },
  hoursLeft: { one: '{count} time', other: '{count} timer' },
  minutesLeft: { one: '{count} minutt', other: '{count} minutter' },
  anonymous: 'Anonym',
  opensOn: 'Kampanjen begynner {date}.',
  closedTitle: 'Kampanjen er avsluttet.',
  pausedTitle: 'Kampanjen er satt på pause.',
  testMode: 'Testmodus: ingen penger flyttes.',
};
