/** French: the sentences of the creator's rooms. */
import type { Rooms } from './messages.ts';

export const rooms = {
  'nav.rooms': 'Plus pour cette vidéo',
  'when.lead': 'Quand publier',
  'when.need.posts':
    'Ajoute au moins {n} posts datés avec leurs vues, et cette page cherchera les heures qui te réussissent.',
  'when.few': 'Pas assez de posts pour poser la question. Il y en a {n} ; il en faut {least}.',
  'when.single': 'Tous tes posts sont partis à la même heure de la semaine : rien à comparer.',
  'when.none': 'Rien ne montre que l’heure compte pour toi.',
  'when.none.why':
    'Sur {n} posts, les écarts entre les heures ne dépassent pas ce qu’un mélange au hasard donne dans {p} essais sur 100.',
  'when.found': '{day}, vers {hour} : {times} tes vues habituelles, 8 fois sur 10 entre {lo} et {hi}.',
  'when.found.why':
    'Trouvé sur {n} de tes posts. Mélangés au hasard, ils donnent un motif aussi net dans {p} essais sur 100. C’est un motif du passé, pas une promesse.',
  'when.explained':
    'L’heure de la semaine explique environ {p} de tes hauts et bas. Le reste, c’est la vidéo, le public et la chance.',
  'when.prior':
    'Ce que nous supposons avant de regarder : toutes les heures se valent, et l’heure explique peu. Trois jeux de posts ont donné 0,9 %, −0,1 % et −0,4 %.',
  'when.weekdays': 'Du lundi au vendredi',
  'when.weekend': 'Samedi et dimanche',
  'when.audience': 'L’horloge de ton public',
  'when.here': 'Là où je suis ({zone})',
  'when.zone': 'Fuseau horaire',
  'when.chart':
    'Heures de {days} : vues attendues face à une heure prise au hasard. Au mieux vers {hour}, {times} (8 fois sur 10 entre {lo} et {hi}).',
  'when.chart.title': 'Heure par heure',
  'when.chart.none':
    'Gris : dans les limites du hasard. La bande est la fourchette 8 fois sur 10 ; 1 × est une heure prise au hasard.',
  'when.col.hour': 'Heure',
  'when.col.times': 'Vues, fois',
  'when.col.range': '8 sur 10',
  'when.col.posts': 'Tes posts autour',
  'when.try': 'Fais l’essai',
  'when.try.why':
    'Deux ou trois créneaux à tour de rôle en disent plus que tout tableau d’heures. Ceux-ci semblent les meilleurs jusqu’ici, à côté de ton habitude.',
  'when.try.usual': 'ton habitude',
  'when.perWeek': 'Posts par semaine',
  'when.weeks': 'Semaines',
  'when.slot': 'Créneau {x}',
  'when.slot.days': 'Jours',
  'when.slot.hour': 'Heure',
  'when.plan': 'Les prochains posts',
  'when.plan.row': 'Créneau {x}',
  'when.needed': 'Combien de posts pour savoir',
  'when.needed.why':
    'Posts dans chaque créneau pour voir un tel écart 4 fois sur 5, vu la dispersion de tes posts ({noise} en plus ou en moins est courant).',
  'when.needed.times': 'Écart',
  'when.needed.posts': 'Posts par créneau',
  'when.needed.weeks': 'Semaines à ton rythme',
  'when.needed.unknown': 'Avec plus de posts datés, cette page dira combien il en faut.',
  'when.calendar': 'Ajouter au calendrier (.ics)',
  'when.calendar.name': 'Presage : plan de publication',
  'when.calendar.event': 'Publier : créneau {x}, {hour}',
  'when.calendar.text':
    'Partie d’un essai de {n} créneaux. Publie une vidéo comme les autres et lis ses vues 7 jours plus tard.',
  'when.saved': 'Enregistré sous {name}. Ouvre-le avec ton calendrier.',
  'when.skipped.no_time': '{n} posts sans date ni heure',
  'when.skipped.no_views': '{n} posts sans vues',
  'when.skipped.too_fresh': '{n} posts de moins de 7 jours',
  'when.skipped': 'Laissés de côté : {list}.',
  'when.import': 'Importer tes posts',
} satisfies Rooms;
