/** Spanish: the sentences of the creator's rooms. */
import type { Rooms } from './messages.ts';

export const rooms = {
  'nav.rooms': 'Más para este vídeo',
  'when.lead': 'Cuándo publicar',
  'when.need.posts':
    'Añade al menos {n} publicaciones con fecha y vistas, y esta página buscará las horas que mejor te van.',
  'when.few': 'Faltan publicaciones para preguntar. Hay {n}; hacen falta {least}.',
  'when.single': 'Todas tus publicaciones salieron a la misma hora de la semana: no hay nada que comparar.',
  'when.none': 'Nada indica que la hora te importe.',
  'when.none.why':
    'En {n} publicaciones las diferencias entre horas no superan lo que daría mezclarlas al azar en {p} de 100 intentos.',
  'when.found': '{day}, hacia las {hour}: {times} tus vistas habituales, 8 de cada 10 veces entre {lo} y {hi}.',
  'when.found.why':
    'Visto en {n} de tus publicaciones. Mezcladas al azar, un patrón tan claro sale en {p} de 100 intentos. Es un patrón del pasado, no una promesa.',
  'when.explained':
    'La hora de la semana explica cerca del {p} de tus altibajos. Lo demás es el vídeo, el público y la suerte.',
  'when.prior':
    'Lo que suponemos antes de mirar: todas las horas son iguales y la hora explica poco. Tres conjuntos dieron 0,9 %, −0,1 % y −0,4 %.',
  'when.weekdays': 'De lunes a viernes',
  'when.weekend': 'Sábado y domingo',
  'when.audience': 'El reloj de tu público',
  'when.here': 'Donde estoy ({zone})',
  'when.zone': 'Zona horaria',
  'when.chart':
    'Horas de {days}: vistas esperadas frente a una hora elegida a ciegas. Mejor hacia las {hour}, {times} (8 de cada 10 veces entre {lo} y {hi}).',
  'when.chart.title': 'Hora por hora',
  'when.chart.none': 'Gris: dentro del azar. La banda es el rango de 8 de cada 10; 1 × es una hora elegida a ciegas.',
  'when.col.hour': 'Hora',
  'when.col.times': 'Vistas, veces',
  'when.col.range': '8 de 10',
  'when.col.posts': 'Tus publicaciones cerca',
  'when.try': 'Haz la prueba',
  'when.try.why':
    'Dos o tres franjas por turnos dicen más que cualquier tabla de horas. Estas parecen las mejores hasta ahora, junto a tu costumbre.',
  'when.try.usual': 'tu costumbre',
  'when.perWeek': 'Publicaciones por semana',
  'when.weeks': 'Semanas',
  'when.slot': 'Franja {x}',
  'when.slot.days': 'Días',
  'when.slot.hour': 'Hora',
  'when.plan': 'Las próximas publicaciones',
  'when.plan.row': 'Franja {x}',
  'when.needed': 'Cuántas publicaciones hacen falta',
  'when.needed.why':
    'Publicaciones en cada franja para ver esa diferencia 4 de cada 5 veces, según lo que varían las tuyas ({noise} arriba o abajo es lo usual).',
  'when.needed.times': 'Diferencia',
  'when.needed.posts': 'Publicaciones por franja',
  'when.needed.weeks': 'Semanas a tu ritmo',
  'when.needed.unknown': 'Con más publicaciones con fecha, esta página dirá cuántas hacen falta.',
  'when.calendar': 'Añadir al calendario (.ics)',
  'when.calendar.name': 'Presage: plan de publicación',
  'when.calendar.event': 'Publicar: franja {x}, {hour}',
  'when.calendar.text':
    'Parte de una prueba de {n} franjas. Publica un vídeo como los demás y mira sus vistas a los 7 días.',
  'when.saved': 'Guardado como {name}. Ábrelo con tu calendario.',
  'when.skipped.no_time': '{n} publicaciones sin fecha ni hora',
  'when.skipped.no_views': '{n} publicaciones sin vistas',
  'when.skipped.too_fresh': '{n} publicaciones de menos de 7 días',
  'when.skipped': 'Quedan fuera: {list}.',
  'when.import': 'Importar tus publicaciones',
} satisfies Rooms;
