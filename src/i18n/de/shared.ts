import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Erneut versuchen',
  refreshNow: 'Jetzt aktualisieren',
  figuresFrom: 'Stand {time}. Die Zahlen werden aktualisiert, sobald der Dienst antwortet.',
  offline: 'Keine Verbindung. Dies erscheint von selbst, sobald sie zurück ist.',
  offlineFigures: 'Keine Verbindung. Stand {time}.',
  daysLeft: { one: '{count} Tag', other: '{count} Tage' },
  hoursLeft: { one: '{count} Stunde', other: '{count} Stunden' },
  minutesLeft: { one: '{count} Minute', other: '{count} Minuten' },
  anonymous: 'Anonym',
  opensOn: 'Diese Aktion beginnt am {date}.',
  closedTitle: 'Diese Aktion ist beendet.',
  pausedTitle: 'Diese Aktion ruht zurzeit.',
  testMode: 'Testbetrieb: Es fließt kein Geld.',
};
