import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Opnieuw proberen',
  refreshNow: 'Nu vernieuwen',
  figuresFrom: 'Cijfers: {time}. Ze worden ververst zodra de dienst antwoordt.',
  offline: 'Je bent offline. Dit verschijnt vanzelf zodra je weer online bent.',
  offlineFigures: 'Je bent offline. Cijfers: {time}.',
  daysLeft: { one: '{count} dag', other: '{count} dagen' },
  hoursLeft: { one: '{count} uur', other: '{count} uur' },
  minutesLeft: { one: '{count} minuut', other: '{count} minuten' },
  anonymous: 'Anoniem',
  opensOn: 'Deze actie begint op {date}.',
  closedTitle: 'Deze actie is afgelopen.',
  pausedTitle: 'Deze actie is gepauzeerd.',
  testMode: 'Testmodus: er wordt geen geld overgemaakt.',
};
