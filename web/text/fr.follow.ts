/** French: the sentences of following a posted video. */
import type { Follow } from './messages.ts';

export const follow = {
  'follow.title': 'Lire sur la plateforme',
  'follow.why':
    'Colle le lien de la vidéo publiée. Le serveur de cette appli demande à la plateforme ses chiffres publics, maintenant puis à 1 h, 6 h, 1, 3, 7 et 30 jours. Il apprend le lien, et rien de ton clip.',
  'follow.link': 'Lien du post',
  'follow.start': 'Suivre ce post',
  'follow.readings.one': 'Suivie : {n} relevé pour l’instant.',
  'follow.readings.other': 'Suivie : {n} relevés pour l’instant.',
  'follow.next': 'Le prochain le {when}.',
  'follow.done': 'Plus aucun à venir.',
  'follow.gone': 'La plateforme ne connaît plus ce post. On ne le demande plus.',
  'follow.keeps':
    'Les chiffres de YouTube restent ici 30 jours, comme ses règles le demandent. Saisis un nombre toi-même pour le garder.',
  'follow.look': 'Chercher de nouveaux relevés',
  'follow.stop': 'Ne plus suivre et supprimer',
  'follow.stopped': 'Plus suivie. Le serveur l’a supprimée.',
  'follow.wrong':
    'Ce n’est pas un lien vers une vidéo publiée. Il ressemble à youtube.com/shorts/…, tiktok.com/@…/video/… ou instagram.com/reel/….',
  'follow.unread.off': 'Ce serveur ne lit pas les chiffres de cette plateforme. Saisis-les à la main.',
  'follow.unread.needs_consent':
    'Cette plateforme ne donne ses chiffres qu’à l’auteur. Saisis-les, ou importe ton export.',
  'follow.unread.consent_refused':
    'La plateforme a refusé l’autorisation. Donnes-en une nouvelle, ou saisis les chiffres.',
  'follow.unread.not_there': 'La plateforme ne connaît pas ce post. Est-il public ?',
  'follow.unread.limited': 'La plateforme ne veut plus de questions pour l’instant. Réessaie dans une heure.',
  'follow.unread.resting':
    'La plateforme a échoué plusieurs fois, on la laisse tranquille pour l’instant. Réessaie dans une heure.',
  'follow.unread.unreachable': 'Le serveur n’a pas pu joindre la plateforme. Réessaie dans une minute.',
  'follow.unread.not_understood': 'La plateforme répond d’une façon nouvelle que le serveur ne comprend pas encore.',
  'follow.offline': 'Hors ligne. Réessaie quand tu seras de retour.',
  'follow.unreachable': 'Le serveur est injoignable. Réessaie plus tard.',
  'follow.failing': 'Le serveur répond mais a échoué. Réessaie dans une minute.',
  'follow.too_often': 'Trop de demandes au serveur. Réessaie dans une minute.',
  'follow.refused': 'Le serveur ne l’a pas accepté. Mets l’appli à jour, puis réessaie.',
  'follow.unkept': 'Suivie, mais cet appareil n’a pas pu garder le reçu : impossible de l’arrêter d’ici.',
} as const satisfies Follow;
