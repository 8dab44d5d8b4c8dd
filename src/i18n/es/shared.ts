import type { Words } from '../index.ts';

export const words: Words<'shared'> = {
  tryAgain: 'Reintentar',
  refreshNow: 'Actualizar ahora',
  figuresFrom: 'Datos: {time}. Se actualizarán cuando el servicio responda.',
  offline: 'Estás sin conexión. Esto aparecerá solo cuando vuelvas a tenerla.',
  offlineFigures: 'Estás sin conexión. Datos: {time}.',
  daysLeft: { one: '{count} día', many: '{count} de días', other: '{count} días' },
  hoursLeft: { one: '{count} hora', many: '{count} de horas', other: '{count} horas' },
  minutesLeft: { one: '{count} minuto', many: '{count} de minutos', other: '{count} minutos' },
  anonymous: 'Anónimo',
  opensOn: 'Esta campaña empieza el {date}.',
  closedTitle: 'Esta campaña ha terminado.',
  pausedTitle: 'Esta campaña está en pausa.',
  testMode: 'Modo de prueba: no se mueve dinero.',
};
