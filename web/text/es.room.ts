/** Spanish: the sentences of tables that come in, of deep links from a report, of examples and of the record so far. */
import type { RoomWords } from './messages.ts';

export const room = {
  'posts.reading': 'Leyendo la tabla…',
  'posts.older':
    'Se dejaron fuera {n} publicaciones más antiguas: de una cuenta se guardan las 5.000 más recientes, más no enseñan nada nuevo.',
  'posts.problem.no_account': 'no nombra ninguna cuenta.',
  'peers.add.several':
    'Una tabla con una columna «cuenta» añade todas las cuentas que nombra. También se leen las columnas «seguidores» y «likes».',
  'peers.added.accounts': 'Son de {n} cuentas.',
  'plan.clip': 'Para «{name}»',
  'plan.clip.at': 'Previsto para {when}, hora de {zone}.',
  'plan.clip.near':
    'Tus publicaciones cerca de esa hora: {times} tus vistas habituales, 8 de cada 10 veces entre {lo} y {hi}; son {n}.',
  'plan.clip.chance': 'Eso cabe dentro del azar.',
  'plan.clip.none':
    'No hay un momento previsto para él. Lo que se dice aquí no depende de un vídeo: se basa en las horas de tus publicaciones anteriores.',
  'plan.clip.country': 'El público para el que se puntuó el vídeo.',
  'peers.clip.length': 'Dura {own}; entre ellos lo habitual es {usual}.',
  'peers.clip.hook': 'Su texto empieza con {hook}, como el {share} de los suyos.',
  'peers.clip.tags': 'De sus hashtags, ellos usan: {list}.',
  'peers.clip.not': 'Es lo habitual allí, no lo que funciona.',
  'example.show': 'Mostrar un ejemplo inventado',
  'example.end': 'Quitar el ejemplo',
  'growth.example':
    'Inventado: una publicación con 4.200 vistas a los dos días y 5.100 a los cuatro. No se guarda nada de esto.',
  'peers.example': 'Cuatro cuentas que no existen, para ver qué cuenta esta página. No se guarda nada de ellas.',
  'peers.example.own': 'Tú (inventado)',
  'peers.example.a': 'Cuenta inventada A',
  'peers.example.b': 'Cuenta inventada B',
  'peers.example.c': 'Cuenta inventada C',
  'peers.example.captions':
    'Pan de centeno sin amasar #pan #facil|¿Qué corteza prefieres? #pan|3 panes, un solo bol #horno|Necesitas esta sartén|Sopa en una olla #sopa|Guárdalo para el domingo #pan|Mi masa madre, día 5 #masamadre|Horneada de la mañana #pan',
  'record.wide': 'Es más de lo previsto, más allá del azar. Los márgenes son más anchos de lo que necesitas.',
  'record.sides': 'Fuera de su margen: {under} quedaron por debajo, {over} por encima.',
  'record.few':
    'A partir de {n} resultados, esto también dice cuánto se equivocaron los pronósticos y si fueron mejores que decir «como siempre».',
  'record.off': 'En el medio, un resultado se desvió {said}; decir «como siempre» se habría desviado {usual}.',
  'record.off.said': 'Para ti el pronóstico es mejor, más allá del azar.',
  'record.off.usual':
    'Para ti «como siempre» fue la mejor apuesta, más allá del azar: fíate más de tu nivel que del pronóstico.',
  'record.off.open': 'Todavía no se puede decir cuál de los dos es mejor para ti.',
  'record.lean': 'En el medio, los resultados fueron {value} × lo dicho (95 %: {lo} a {hi}).',
  'record.lean.low': 'Los pronósticos se quedan cortos para ti.',
  'record.lean.high': 'Los pronósticos son demasiado altos para ti.',
  'record.lean.none': 'Sin sesgo más allá del azar.',
  'record.order': 'Pronósticos más altos fueron con resultados más altos.',
  'record.order.wrong': 'Pronósticos más altos fueron con resultados más bajos: no te guíes por su orden.',
  'record.order.none': 'Todavía no se puede decir si pronósticos más altos van con resultados más altos.',
  'record.order.range': 'Correlación de rangos {value} (95 %: {lo} a {hi}).',
  'record.beats':
    'El {did} de las publicaciones superó tus vistas habituales (95 %: {lo} a {hi}); de media se dijo {said}.',
  'record.lately': 'De los últimos {n} resultados, {k} cayeron en su margen; antes, el {before}.',
  'record.lately.worse':
    'Es peor, más allá del azar: puede que tu cuenta o su público hayan cambiado. Importa publicaciones más recientes para que tu nivel esté al día.',
  'record.rows': 'Mostrar más de {n} de {of}',
  'trends.proof.error':
    'En hashtags que no había visto, su pronóstico de la semana siguiente se equivoca un {p} menos que la mejor suposición ingenua: que la semana será como la última.',
  'trends.proof.error.none':
    'En hashtags que no había visto, su pronóstico de la semana siguiente se equivoca un {p} más que la mejor suposición ingenua: que la semana será como la última.',
  'trends.proof.walking': 'Ajustado de nuevo en cuatro fechas, avanzando en el tiempo, se equivoca un {p} menos.',
  'trends.proof.unsure': 'Puede ser azar.',
  'trends.proof.kept': 'De sus márgenes «8 de cada 10», el {p} contuvo lo que vino (95 %: {lo} a {hi}).',
  'sure.server': 'El servidor lo borra en el acto. No se podrá recuperar.',
  'sure.yes': 'Borrar del todo',
  'sure.no': 'Conservar',
  'import.map.forgot': 'Se olvidaron las columnas que habías nombrado.',
  'cover.remove': 'Quitar las imágenes añadidas',
  'cover.removed': 'Imágenes añadidas quitadas.',
  'comments.long':
    '{n} comentarios, uno por línea: demasiados para mostrarlos aquí. Se leen tal cual; bórralos para escribir otros.',
} satisfies RoomWords;
