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
} satisfies RoomWords;
