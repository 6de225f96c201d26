/** Spanish: the sentences of following a posted video. */
import type { Follow } from './messages.ts';

export const follow = {
  'follow.title': 'Leerlo de la plataforma',
  'follow.why':
    'Pega el enlace del vídeo publicado. El servidor de esta app pide a la plataforma sus cifras públicas, ahora y a 1 h, 6 h, 1, 3, 7 y 30 días. Aprende el enlace, y nada de tu clip.',
  'follow.link': 'Enlace de la publicación',
  'follow.start': 'Seguir esta publicación',
  'follow.readings.one': 'Seguida: {n} lectura hasta ahora.',
  'follow.readings.other': 'Seguida: {n} lecturas hasta ahora.',
  'follow.next': 'La próxima el {when}.',
  'follow.done': 'Ya no habrá más.',
  'follow.gone': 'La plataforma ya no conoce esta publicación. No se pregunta más.',
  'follow.keeps':
    'Las cifras de YouTube quedan aquí 30 días, como piden sus reglas. Escribe tú un número para conservarlo.',
  'follow.look': 'Buscar lecturas nuevas',
  'follow.stop': 'Dejar de seguir y borrar',
  'follow.stopped': 'Ya no se sigue. El servidor la ha borrado.',
  'follow.wrong':
    'Esto no es un enlace a un vídeo publicado. Se parece a youtube.com/shorts/…, tiktok.com/@…/video/… o instagram.com/reel/….',
  'follow.unread.off': 'Este servidor no lee cifras de esta plataforma. Escríbelas a mano.',
  'follow.unread.needs_consent':
    'Esta plataforma solo da las cifras a quien lo publicó. Escríbelas, o importa tu exportación.',
  'follow.unread.consent_refused': 'La plataforma rechazó el permiso. Da uno nuevo, o escribe las cifras.',
  'follow.unread.not_there': 'La plataforma no conoce esa publicación. ¿Es pública?',
  'follow.unread.limited': 'La plataforma no quiere más preguntas ahora. Prueba en una hora.',
  'follow.unread.resting': 'La plataforma falló varias veces y por ahora se la deja tranquila. Prueba en una hora.',
  'follow.unread.unreachable': 'El servidor no pudo contactar con la plataforma. Prueba en un minuto.',
  'follow.unread.not_understood': 'La plataforma responde de una forma nueva que el servidor aún no entiende.',
  'follow.offline': 'Sin conexión. Prueba cuando vuelvas a tenerla.',
  'follow.unreachable': 'No se puede contactar con el servidor. Prueba más tarde.',
  'follow.failing': 'El servidor responde, pero falló. Prueba en un minuto.',
  'follow.too_often': 'Demasiadas peticiones al servidor. Prueba en un minuto.',
  'follow.refused': 'El servidor no lo aceptó. Actualiza la app y prueba otra vez.',
  'follow.unkept': 'Se sigue, pero este dispositivo no pudo guardar el recibo: no se puede parar desde aquí.',
} as const satisfies Follow;
