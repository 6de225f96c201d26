/** French: the transcript of a clip, writing that cannot be read here, a look that was stopped, reports that are refused. */
import type { Spoken } from './messages.ts';

export const spoken = {
  'history.unnamed': 'sans nom',
  'history.refused.one': 'Un rapport n’avait pas de sens et a été écarté :',
  'history.refused.other': '{n} rapports n’avaient pas de sens et ont été écartés :',
  'look.goOn': 'Continuer',
  'look.stopped': 'Arrêté. Ce qui a été trouvé reste dans le rapport.',
  'look.words.unread.one': 'Une ligne s’y trouve qui ne peut pas être lue ici : autre écriture, ou trop peu nette.',
  'look.words.unread.other':
    '{n} lignes s’y trouvent qui ne peuvent pas être lues ici : autre écriture, ou trop peu nettes.',
  'opening.unread.one': 'Une ligne dessus ne peut pas être lue ici.',
  'opening.unread.other': '{n} lignes dessus ne peuvent pas être lues ici.',
  'opening.text.unread':
    'Dans une écriture que Presage ne lit pas ici, ou trop peu nette : on ne sait pas si elle reste assez longtemps.',
  'senses.mute.file': '{p} de la parole n’a ses mots que dans le fichier de sous-titres : publie-le avec.',
  'senses.mute.unread.one': 'Une ligne à l’écran ne peut pas être lue ici ; elle compte comme des mots.',
  'senses.mute.unread.other': '{n} lignes à l’écran ne peuvent pas être lues ici ; elles comptent comme des mots.',
  'look.quality.none': 'L’image est trop petite pour en juger.',
  'senses.speech': 'Parole',
  'senses.captioned': 'dont mots à lire',
  'senses.silence': 'Silence',
  'moment.unread': 'illisible ici',
  'moment.said': 'Dit',
  'said.title': 'Ce qui est dit',
  'said.lead':
    'Colle les mots, ou choisis un fichier de sous-titres (.srt, .vtt). Ils restent sur cet appareil et disent à quelle vitesse tu parles et si les sous-titres couvrent la parole.',
  'said.add': 'Ajouter la transcription',
  'said.label': 'Transcription',
  'said.choose': 'Choisir un fichier',
  'said.use': 'L’utiliser',
  'said.remove': 'Retirer',
  'said.removed': 'Transcription retirée.',
  'said.wrong.no_words': 'Il n’y a pas de mots dedans. Colle ce qui est dit, ou choisis un autre fichier.',
  'said.wrong.too_long': 'C’est plus long que tout clip : est-ce le bon fichier ?',
  'said.wrong.unreadable': 'Ce fichier n’a pas pu être lu. Choisis-le encore, ou colle son texte.',
  'said.pace': 'Mots par minute',
  'said.pace.says': '{words} mots en {t} de parole. Les mots que tu as donnés, sur le temps où une voix a été trouvée.',
  'said.why.no_transcript': 'Aucune transcription n’a été donnée.',
  'said.why.no_blanks': 'Son écriture ne sépare pas les mots, ils ne peuvent donc pas être comptés ici.',
  'said.why.no_speech': 'Presque aucune voix n’a été trouvée dans le son.',
  'said.why.not_this_clip': 'Plus de mots que quiconque ne peut en dire : est-ce la transcription de ce clip ?',
  'said.captions': 'Parole sous-titrée',
  'said.captions.says':
    'Les sous-titres du fichier couvrent cette part de la parole. Ils aident si tu publies le fichier avec, ou si tu les incrustes.',
  'said.captions.plain':
    'Ces mots n’ont pas de temps. Un fichier .srt ou .vtt dirait si les sous-titres couvrent la parole.',
  'said.captions.unheard': 'Aucune voix trouvée pour l’instant à laquelle les comparer.',
  'said.skipped.one': 'Un sous-titre n’a pas été compris et a été laissé de côté.',
  'said.skipped.other': '{n} sous-titres n’ont pas été compris et ont été laissés de côté.',
  'said.show': 'Montrer les mots',
} satisfies Spoken;
