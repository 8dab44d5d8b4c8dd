import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Försök igen',
  refreshNow: 'Uppdatera nu',
  figuresFrom: 'Siffror: {time}. De uppdateras när tjänsten svarar.',
  offline: 'Du är offline. Det här kommer av sig självt när du är online igen.',
  offlineFigures: 'Du är offline. Siffror: {time}.',
  daysLeft: { one: '{count} dag', other: '{count} dagar' },
  hoursLeft: { one: '{count} timme', other: '{count} timmar' },
  minutesLeft: { one: '{count} minut', other: '{count} minuter' },
  anonymous: 'Anonym',
  opensOn: 'Kampanjen börjar {date}.',
  closedTitle: 'Kampanjen är avslutad.',
  pausedTitle: 'Kampanjen är pausad.',
  testMode: 'Testläge: inga pengar förs över.',
};
