/** French: the sentences of tables that come in, of deep links from a report, of examples and of the record so far. */
import type { RoomWords } from './messages.ts';

export const room = {
  'posts.reading': 'Lecture du tableau…',
  'posts.older':
    '{n} posts plus anciens ont été laissés de côté : les 5 000 plus récents d’un compte sont gardés, davantage n’apprend rien de plus.',
  'posts.problem.no_account': 'ne nomme aucun compte.',
  'peers.add.several':
    'Un tableau avec une colonne « compte » ajoute tous les comptes qu’il nomme. Les colonnes « abonnés » et « likes » sont lues aussi.',
  'peers.added.accounts': 'Elles sont de {n} comptes.',
  'plan.clip': 'Pour « {name} »',
  'plan.clip.at': 'Prévue pour {when}, heure de {zone}.',
  'plan.clip.near':
    'Tes posts près de cette heure : {times} tes vues habituelles, 8 fois sur 10 entre {lo} et {hi} ; il y en a {n}.',
  'plan.clip.chance': 'Cela reste dans le hasard.',
  'plan.clip.none':
    'Aucun moment n’est prévu pour elle. Ce qui est dit ici ne dépend pas d’une vidéo : cela repose sur les heures de tes posts passés.',
  'plan.clip.country': 'Le public pour lequel la vidéo a été notée.',
  'peers.clip.length': 'Elle dure {own} ; chez eux, {usual} est habituel.',
  'peers.clip.hook': 'Sa légende commence par {hook}, comme {share} de leurs légendes.',
  'peers.clip.tags': 'De ses hashtags, ils utilisent : {list}.',
  'peers.clip.not': 'C’est ce qui est habituel là-bas, pas ce qui marche.',
  'example.show': 'Montrer un exemple inventé',
  'example.end': 'Retirer l’exemple',
  'growth.example': 'Inventé : un post avec 4 200 vues après deux jours et 5 100 après quatre. Rien n’en est gardé.',
  'peers.example': 'Quatre comptes qui n’existent pas, pour voir ce que dit cette page. Rien n’en est gardé.',
  'peers.example.own': 'Toi (inventé)',
  'peers.example.a': 'Compte inventé A',
  'peers.example.b': 'Compte inventé B',
  'peers.example.c': 'Compte inventé C',
  'peers.example.captions':
    'Pain de seigle sans pétrir #pain #facile|Tu préfères quelle croûte ? #pain|3 pains, un seul bol #boulange|Il te faut cette poêle|Soupe en une casserole #soupe|Enregistre pour dimanche #pain|Mon levain, jour 5 #levain|Fournée du matin #pain',
  'record.wide': 'C’est plus que prévu, au-delà du hasard. Les fourchettes sont plus larges que nécessaire pour toi.',
  'record.sides': 'Hors de leur fourchette : {under} en dessous, {over} au-dessus.',
  'record.few':
    'À partir de {n} résultats, cette page dit aussi de combien les prévisions se trompaient, et si elles valaient mieux que dire « comme d’habitude ».',
  'record.off': 'Au milieu, un résultat s’écartait de {said} ; dire « comme d’habitude » se serait écarté de {usual}.',
  'record.off.said': 'Pour toi, la prévision est meilleure, au-delà du hasard.',
  'record.off.usual':
    'Pour toi, « comme d’habitude » était le meilleur pari, au-delà du hasard : fie-toi plus à ton niveau qu’à la prévision.',
  'record.off.open': 'Laquelle des deux vaut mieux pour toi, on ne peut pas encore le dire.',
  'record.lean': 'Au milieu, les résultats ont valu {value} × ce qui était dit (95 % : {lo} à {hi}).',
  'record.lean.low': 'Les prévisions sont trop basses pour toi.',
  'record.lean.high': 'Les prévisions sont trop hautes pour toi.',
  'record.lean.none': 'Aucun penchant au-delà du hasard.',
  'record.order': 'Des prévisions plus hautes allaient avec des résultats plus hauts.',
  'record.order.wrong': 'Des prévisions plus hautes allaient avec des résultats plus bas : ne te fie pas à leur ordre.',
  'record.order.none': 'On ne peut pas encore dire si des prévisions plus hautes vont avec des résultats plus hauts.',
  'record.order.range': 'Corrélation de rang {value} (95 % : {lo} à {hi}).',
  'record.beats':
    '{did} des publications ont dépassé tes vues habituelles (95 % : {lo} à {hi}) ; en moyenne, {said} était annoncé.',
  'record.lately': 'Des {n} derniers résultats, {k} sont tombés dans leur fourchette ; avant, {before}.',
  'record.lately.worse':
    'C’est moins bien, au-delà du hasard : ton compte ou son public a peut-être changé. Importe des publications plus récentes pour que ton niveau soit à jour.',
  'record.rows': 'En montrer plus que {n} sur {of}',
  'trends.proof.error':
    'Sur des hashtags jamais vus, sa prévision de la semaine suivante se trompe de {p} de moins que la meilleure supposition naïve : que la semaine ressemble à la dernière.',
  'trends.proof.error.none':
    'Sur des hashtags jamais vus, sa prévision de la semaine suivante se trompe de {p} de plus que la meilleure supposition naïve : que la semaine ressemble à la dernière.',
  'trends.proof.walking': 'Réajustée à quatre dates, en avançant dans le temps, elle se trompe de {p} de moins.',
  'trends.proof.unsure': 'Cela peut être le hasard.',
  'trends.proof.kept': 'De ses fourchettes « 8 sur 10 », {p} ont tenu (95 % : {lo} à {hi}).',
  'sure.server': 'Le serveur la supprime aussitôt. On ne pourra pas revenir en arrière.',
  'sure.yes': 'Supprimer pour de bon',
  'sure.no': 'Garder',
  'import.map.forgot': 'Les colonnes que tu avais nommées sont oubliées.',
  'cover.remove': 'Retirer les images ajoutées',
  'cover.removed': 'Images ajoutées retirées.',
  'comments.long':
    '{n} commentaires, un par ligne : trop pour être montrés ici. Ils sont lus tels quels ; efface-les pour en écrire d’autres.',
} satisfies RoomWords;
