import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Spróbuj ponownie',
  refreshNow: 'Odśwież teraz',
  figuresFrom: 'Dane: {time}. Odświeżą się, gdy usługa odpowie.',
  offline: 'Brak połączenia. To pojawi się samo, gdy połączenie wróci.',
  offlineFigures: 'Brak połączenia. Dane: {time}.',
  daysLeft: { one: '{count} dzień', few: '{count} dni', many: '{count} dni', other: '{count} dnia' },
  hoursLeft: { one: '{count} godzina', few: '{count} godziny', many: '{count} godzin', other: '{count} godziny' },
  minutesLeft: { one: '{count} minuta', few: '{count} minuty', many: '{count} minut', other: '{count} minuty' },
  anonymous: 'Anonimowo',
  opensOn: 'Ta zbiórka zaczyna się {date}.',
  closedTitle: 'Ta zbiórka jest zakończona.',
  pausedTitle: 'Ta zbiórka jest wstrzymana.',
  testMode: 'Tryb testowy: żadne pieniądze nie są przekazywane.',
};
