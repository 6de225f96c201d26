/** French: the sentences of what is fetched from other places, and of the creator's own tokens. */
import type { Outside } from './messages.ts';

export const outside = {
  'outside.title': 'Chercher des chiffres publics',
  'outside.why.shorts':
    'Nomme une chaîne YouTube. Ses derniers Shorts, avec vues, titres et jours, viennent du flux public, ou de la Data API si le serveur de cette appli a une clé.',
  'outside.why.reels':
    'Nomme un compte professionnel Instagram. Ses reels viennent de l’interface officielle de Meta, qui ne répond qu’à un compte professionnel : il faut ton propre jeton.',
  'outside.why.tiktok': 'TikTok n’a pas d’interface officielle pour les chiffres d’autres comptes.',
  'outside.tiktok':
    'Rien ne peut donc être cherché ici, et cette appli ne contourne pas cela. Colle les chiffres que tu vois, ou ouvre un CSV.',
  'outside.tiktok.paste': 'Plutôt les coller',
  'outside.account.shorts': 'Chaîne : @identifiant, lien, ou son id (UC…)',
  'outside.account.reels': 'Compte : @nom ou lien',
  'outside.account.tiktok': 'Compte',
  'outside.sent.none': 'Rien n’est envoyé avant que tu appuies.',
  'outside.sent':
    'Envoyé au serveur de cette appli quand tu appuies : « {account} » et {app}. Il demande à la plateforme et ne garde rien sur toi.',
  'outside.sent.token':
    'Envoyé au serveur de cette appli quand tu appuies : « {account} », {app} et ton jeton, transmis une fois et non gardé.',
  'outside.go': 'Chercher',
  'outside.busy': 'Demande pour {account}…',
  'outside.got.one': '{n} post trouvé.',
  'outside.got.other': '{n} posts trouvés.',
  'outside.posts.one': '{n} post',
  'outside.posts.other': '{n} posts',
  'outside.left.notShort.one': '{n} qui n’est pas une vidéo courte laissée de côté',
  'outside.left.notShort.other': '{n} qui ne sont pas des vidéos courtes laissées de côté',
  'outside.left.noViews.one': '{n} sans nombre de vues laissée de côté',
  'outside.left.noViews.other': '{n} sans nombre de vues laissées de côté',
  'outside.source.youtube_feed': 'Flux public de YouTube',
  'outside.source.youtube_videos': 'Data API de YouTube',
  'outside.source.instagram_discovery': 'Business Discovery d’Instagram',
  'outside.age': 'lu {ago}',
  'outside.over': 'Ses chiffres ont été effacés après 30 jours, comme le veut YouTube. Cherche-les à nouveau.',
  'outside.again': 'Chercher {name} à nouveau',
  'outside.keeps':
    'Les chiffres de YouTube restent ici 30 jours, comme le veut YouTube ; chercher à nouveau les renouvelle.',
  'outside.see': 'Voir le post',
  'outside.tokens': 'Vers tes jetons',

  'outside.wrong': 'Ce n’est pas un compte de cette appli. Il ressemble à @nom ou à un lien vers le profil.',
  'outside.offline': 'Hors ligne. Les chiffres montrés datent de ta dernière visite ; cherche à ton retour.',
  'outside.nothing': 'Le compte existe, mais aucun de ses derniers posts n’est une vidéo courte avec des vues.',
  'outside.cancelled': 'Annulé. Rien n’a changé.',
  'outside.unreachable': 'Serveur injoignable. Réessaie plus tard.',
  'outside.failing': 'Le serveur est là mais a échoué. Réessaie dans une minute.',
  'outside.too_often': 'Trop de demandes au serveur. Réessaie dans une minute.',
  'outside.refused': 'Le serveur ne l’a pas pris. Mets l’appli à jour, puis réessaie.',
  'outside.unread.off': 'Ce serveur ne demande rien à cette plateforme : il n’a pas de clé valable.',
  'outside.unread.needs_consent': 'Instagram ne répond qu’à un compte professionnel. Ajoute d’abord ton jeton.',
  'outside.unread.consent_refused': 'La plateforme refuse le jeton. Il a pu expirer, ou il manque une autorisation.',
  'outside.unread.not_there':
    'Aucun compte public de ce nom. Il peut être privé, renommé, supprimé ou non professionnel.',
  'outside.unread.limited': 'Les demandes du jour sont épuisées. Réessaie dans une heure, ou demain.',
  'outside.unread.resting': 'La plateforme a échoué plusieurs fois, on la laisse tranquille. Réessaie dans une heure.',
  'outside.unread.unreachable': 'Le serveur n’a pas pu joindre la plateforme. Réessaie dans une minute.',
  'outside.unread.not_understood': 'La plateforme répond d’une façon nouvelle que le serveur ne comprend pas encore.',
  'outside.unread.no_interface':
    'TikTok n’a pas d’interface officielle pour cela. Colle les chiffres, ou ouvre un CSV.',
  'outside.unread.needs_channel_id':
    'Sans clé, ce serveur ne trouve une chaîne que par son id. Il commence par UC : sur la page de la chaîne, Partager, Copier l’ID de la chaîne.',

  'outside.comments.title': 'Les chercher',
  'outside.comments.why':
    'D’un Short YouTube, ou de ton propre reel avec ton jeton. Ils passent par le serveur de cette appli, qui n’en garde aucun, et sont lus sur cet appareil.',
  'outside.comments.most': 'Au plus',
  'outside.comments.sent': 'Envoyé quand tu appuies : le lien. Qui a écrit les commentaires n’est pas demandé.',
  'outside.comments.sent.token':
    'Envoyé quand tu appuies : le lien et ton jeton {app}, transmis une fois et non gardé. Qui a écrit les commentaires n’est pas demandé.',
  'outside.comments.go': 'Chercher les commentaires',
  'outside.comments.busy': 'Recherche des commentaires',
  'outside.comments.sofar.one': '{n} commentaire jusqu’ici',
  'outside.comments.sofar.other': '{n} commentaires jusqu’ici',
  'outside.comments.stop': 'Assez, lire ceux-ci',
  'outside.comments.from': 'Cherchés {ago} sur {link}.',
  'outside.comments.until': 'Ils quittent cet appareil le {day}, comme le veut YouTube.',
  'outside.comments.over': 'Les commentaires cherchés avant ont été effacés après 30 jours, comme le veut YouTube.',
  'outside.comments.wrong':
    'Ce n’est pas un lien vers une vidéo publiée. Il ressemble à youtube.com/shorts/… ou instagram.com/reel/….',
  'outside.comments.offline': 'Hors ligne. Colle des commentaires, ou cherche à ton retour.',
  'outside.comments.nothing': 'Il n’y a pas encore de commentaire sous ce post.',
  'outside.comments.unreachable': 'Serveur injoignable. Réessaie plus tard.',
  'outside.comments.failing': 'Le serveur est là mais a échoué. Réessaie dans une minute.',
  'outside.comments.too_often': 'Trop de demandes au serveur. Réessaie dans une minute.',
  'outside.comments.refused': 'Le serveur ne l’a pas pris. Mets l’appli à jour, puis réessaie.',
  'outside.comments.unread.off':
    'Ce serveur n’a pas de clé YouTube. Colle les commentaires, ou ajoute ton jeton YouTube.',
  'outside.comments.unread.needs_consent':
    'Instagram ne donne les commentaires qu’à l’auteur du post. Ajoute d’abord ton jeton.',
  'outside.comments.unread.consent_refused':
    'La plateforme refuse le jeton. Il a pu expirer, ou ne pas pouvoir lire les commentaires.',
  'outside.comments.unread.not_there':
    'La plateforme ne connaît pas ce post. Il peut être supprimé, privé, ou d’un autre compte.',
  'outside.comments.unread.limited': 'Les demandes du jour sont épuisées. Réessaie dans une heure, ou demain.',
  'outside.comments.unread.resting':
    'La plateforme a échoué plusieurs fois, on la laisse tranquille. Réessaie dans une heure.',
  'outside.comments.unread.unreachable': 'Le serveur n’a pas pu joindre la plateforme. Réessaie dans une minute.',
  'outside.comments.unread.not_understood':
    'La plateforme répond d’une façon nouvelle que le serveur ne comprend pas encore.',
  'outside.comments.unread.no_interface':
    'TikTok n’a pas d’interface officielle pour les commentaires. Colle-les, ou ouvre un fichier.',
  'outside.comments.unread.comments_off': 'Les commentaires sont désactivés sous ce post.',

  'token.brief': 'Pour tes propres chiffres de YouTube et Instagram.',
  'token.title': 'Tes jetons de plateforme',
  'token.why':
    'Un jeton permet à cette appli de lire ce qu’une plateforme ne dit qu’à toi. Il reste sur cet appareil, part avec une demande que tu lances, et n’est dans aucun export.',
  'token.kind': 'Lequel',
  'token.youtube': 'YouTube',
  'token.youtube.opens': 'Lit les chiffres et commentaires de tes Shorts, et trouve les chaînes par leur identifiant.',
  'token.youtube.where':
    'Un jeton OAuth avec le périmètre youtube.readonly (et yt-analytics.readonly pour la courbe de rétention). Il expire après une heure.',
  'token.tiktok': 'TikTok',
  'token.tiktok.opens': 'Lit les chiffres de tes posts. TikTok ne donne ni commentaires ni autres comptes.',
  'token.tiktok.where':
    'Un jeton d’utilisateur de la Display API avec user.info.basic et video.list. Il expire après un jour.',
  'token.instagram': 'Instagram',
  'token.instagram.opens': 'Lit les chiffres de tes propres reels et les commentaires dessous.',
  'token.instagram.where':
    'Un jeton d’Instagram Login pour un compte professionnel, avec instagram_business_basic, instagram_business_manage_insights et instagram_business_manage_comments.',
  'token.instagram_discovery': 'Instagram, pour d’autres comptes',
  'token.instagram_discovery.opens': 'Lit les chiffres publics d’autres comptes professionnels que tu nommes.',
  'token.instagram_discovery.where':
    'Un jeton de Facebook Login pour la page de ton compte professionnel, avec instagram_basic, instagram_manage_insights et pages_read_engagement.',
  'token.paste': 'Jeton',
  'token.goes':
    'Gardé sur cet appareil seulement, non chiffré comme tout le stockage du navigateur : qui déverrouille ce téléphone peut s’en servir.',
  'token.save': 'Garder le jeton',
  'token.saved': 'Jeton gardé sur cet appareil.',
  'token.wrong': 'Ce n’est pas un jeton : il a dix caractères ou plus, sans espace.',
  'token.masked': '•••• {end}',
  'token.savedAt': 'Gardé depuis le {day}',
  'token.try': 'Le tester',
  'token.try.of': 'Tester le jeton : {name}',
  'token.trying': 'Demande à la plateforme…',
  'token.works': 'La plateforme l’accepte.',
  'token.remove': 'Supprimer le jeton : {name}',
  'token.removed': 'Jeton supprimé.',
  'token.unkept': 'Cet appareil n’a pas pu garder le jeton : il dure jusqu’à la fermeture de l’appli.',
  'token.where': 'D’où ils viennent',

  'reading.title': 'Lire ses chiffres à temps',
  'reading.why':
    'Dis quand elle a été publiée. L’appli te dit alors quel relevé est à faire, à 1 h, 6 h, 1, 3, 7 et 30 jours, et les garde en une série. Rien n’est envoyé pour cela.',
  'reading.when': 'Publiée le',
  'reading.link': 'Lien du post (si tu l’as)',
  'reading.noTime': 'Dis quand elle a été publiée, un moment passé. Seuls les liens TikTok le disent d’eux-mêmes.',
  'reading.note': 'Prévoir les relevés',
  'reading.noted': 'Les relevés sont prévus.',
  'reading.posted': 'Publiée {when}.',
  'reading.state.done': 'relevé',
  'reading.state.due': 'à faire maintenant',
  'reading.state.missed': 'manqué : ne se rattrape pas',
  'reading.state.ahead': '{when}',
  'reading.views': 'Vues maintenant',
  'reading.ask': 'Demander à la plateforme',
  'reading.asking': 'Demande à la plateforme…',
  'reading.ask.sent':
    'Envoie le lien au serveur de cette appli quand tu appuies. TikTok et Instagram ne répondent qu’avec ton jeton.',
  'reading.ask.token':
    'Envoie le lien et ton jeton au serveur de cette appli quand tu appuies ; il transmet le jeton une fois et ne garde rien.',
  'reading.series': 'Relevés jusqu’ici',
  'reading.forget': 'Retirer le relevé de {views} vues',
  'reading.remind': 'Me rappeler quand un relevé est à faire',
  'reading.remind.ask': 'Le rappel est affiché par cet appareil ; aucun message ne vient du réseau.',
  'reading.remind.yes':
    'Cet appareil te rappelle tant que l’appli est ouverte, et de lui-même là où le navigateur réveille une appli installée. L’icône montre combien sont à faire.',
  'reading.remind.no': 'Ce navigateur n’affiche pas de rappels ici. Ce qui est à faire est sur l’écran d’accueil.',
  'reading.not': 'Elle n’a pas été publiée',
  'reading.removed': 'Les relevés ne sont plus prévus.',
  'reading.due.one': '{n} relevé à faire',
  'reading.due.other': '{n} relevés à faire',
  'reading.due.of': '{clip}, après {age}',
  'reading.open': 'Tous ses relevés',
  'reading.push.title': 'Relevé à faire : {age}',
  'reading.push.body': '{clip} : entre ses vues, et la prévision apprend la suite.',
  'reading.push.clip': 'Ta vidéo',
  'growth.series': '{n} relevés de ce post sont repris de ce que tu as noté.',

  'import.layout.own_table': 'un tableau à toi',
  'import.map.title': 'Quelle colonne est quoi ? {file}',
  'import.map.why':
    'Ce tableau de {n} lignes a une forme ou une langue inconnue ici. Dis-le une fois ; le même tableau sera lu de lui-même ensuite.',
  'import.map.rows': 'Premières lignes du tableau',
  'import.map.column': 'Colonne {n}',
  'import.map.none': 'aucune',
  'import.map.views': 'Vues',
  'import.map.posted': 'Date de publication',
  'import.map.caption': 'Légende ou titre',
  'import.map.link': 'Lien',
  'import.map.likes': 'J’aime',
  'import.map.comments': 'Commentaires',
  'import.map.shares': 'Partages',
  'import.map.saves': 'Enregistrements',
  'import.map.length': 'Durée',
  'import.map.stayed': 'Ont continué (%)',
  'import.map.by.name': 'deviné par son nom',
  'import.map.by.content': 'deviné par son contenu',
  'import.map.needsViews': 'Une colonne doit être celle des vues.',
  'import.map.go': 'Lire ainsi',
  'import.map.remembered': 'Lu selon les colonnes que tu as nommées.',
  'import.map.again': 'Les nommer à nouveau',

  'caption.noise.means':
    'Ce que veut dire « pas d’écart au-delà du bruit » : sur deux posts, le hasard déplace le résultat bien plus que ces mots, donc le modèle ne les distingue pas. L’ordre suit ce qui se compte dans les mots.',
  'caption.grounds': 'Pour elle : {list}.',
  'caption.ground.fits': 'elle tient dans l’appli',
  'caption.ground.first_line': 'sa première ligne se voit en entier',
  'caption.ground.fewer_empty_tags': 'moins de hashtags vides',
  'caption.ground.asks': 'elle pose une question',
  'caption.ground.easier': 'elle se lit plus facilement',
  'caption.velocity': '{n} % par jour',
  'tools.before': 'Avant et après',
  'tools.before.what': 'Face à {clip}',
  'figures.early.one':
    '{n} vidéo publiée n’a que des relevés de sa première semaine : elle compte à partir du septième jour.',
  'figures.early.other':
    '{n} vidéos publiées n’ont que des relevés de leur première semaine : elles comptent à partir du septième jour.',
  'growth.hour': '1 heure',
} as const satisfies Outside;
