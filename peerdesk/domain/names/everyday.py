"""Everyday words that are names too, or are spelled nearly like one: a note may use them and name nobody."""

_ENGLISH = (
    "week weeks said source sources think shared angry happy warn multi lucky sunny honey baby "
    "major prince king queen rose grace joy hope faith master deep rocky lily man men mane many "
    "money more mine main rate ready later rule real pull poor ram rum run sure share shame same "
    "some sale sell chain change charge mail male need night note peace pain pray sad shy sit stay "
    "take talk tell time walk want water will wish work worry sister mother father brother family "
    "friend doctor person patient session meeting group anger sober calm clean paper pare parent "
    "maya mala kala mithai mangal kamal moti heera sona chandi"
)
_HINDI = (
    "रम आशा किरण प्रेम शांति शांत शान्ति खुशी विकास प्रकाश सूरज दीपक चंदन विजय आनंद आनन्द संतोष "
    "विनोद सुमन पूजा ज्योति कमल राम मोहन सोना चाँद रवि सोम मंगल बुध शुक्र शनि गुरु कारण करण करें "
    "करूँ केवल भर्ती पुराने पुराना पुरानी पूरन पाँच पांच चित्र सुधार सुधारा सुधारने उसमें निशान "
    "मात्रा भावना कौशल हाज़िरी हाजिर बिंदु अनुरोध रुचि अधिकारी मेरी मेरा खंड अखबार माया ममता करुणा "
    "श्रद्धा दया क्षमा शक्ति भक्ति मुक्ति तृप्ति प्रीति स्मृति जागृति कविता गीता गंगा जमुना वर्षा "
    "संध्या सुबह शाम श्याम रात रजनी सागर नदी सरिता गगन आकाश पवन सपना कल्पना अर्चना वंदना प्रार्थना "
    "साधना आराधना उपासना रक्षा सेवा पूर्ण गौरव नवीन अभय अमर अजय जय जीत हिम्मत बहादुर राजा रानी बाबू "
    "मुन्ना लाल सुंदर मधुर निर्मल कोमल शीतल उत्तम प्रताप साहस धर्म धीरज सत्य विश्वास वचन दर्शन भजन "
    "कीर्तन जीवन नाम गुण ज्ञान ध्यान योग विवेक विश्व भारत स्वर्ण मणि मोती हीरा किसान महक मुस्कान "
    "रोशन रोशनी नूर सब्र शबनम हिना नसीब मुबारक सलामत साथी सही हरी"
)
_MARATHI = (
    "अशा अशी करून सांगता सांगते सांगितला भरत भरती भरतो कमाल कलम अभिमान अभिमानी पगार वरून परवाना "
    "भागात तरुण मंगळ खांदे करताना सुख समाधान आनंदी शांतता विठ्ठल माऊली सुवर्ण प्रगती उन्नती"
)
_PUNJABI = (
    "ਰਮ ਖਾਂਦਾ ਖਾਂਦੇ ਖਾਂਦੀ ਆਸ਼ਾ ਕਿਰਨ ਪ੍ਰੇਮ ਸ਼ਾਂਤੀ ਸ਼ਾਂਤ ਖੁਸ਼ੀ ਵਿਕਾਸ ਪ੍ਰਕਾਸ਼ ਸੂਰਜ ਦੀਪਕ ਆਨੰਦ ਅਨੰਦ "
    "ਸੰਤੋਖ ਕਾਰਨ ਕਰਨ ਕਰਾਂ ਉਮਰ ਹਾਜ਼ਰੀ ਹਾਜ਼ਰ ਨਵਾਂ ਨਵੇਂ ਨਵੀਂ ਪੁਰਾਣੇ ਪੁਰਾਣਾ ਪੁਰਾਣੀ ਨਿਸ਼ਾਨ ਭਾਵਨਾ ਸਾਂਝੀ "
    "ਸਾਂਝ ਸੁਰੱਖਿਆ ਮਾਤਰਾ ਅਧਿਕਾਰੀ ਅਖ਼ਬਾਰ ਮੰਗਲ ਸੁਧਾਰ ਸੇਵਾ ਨਾਮ ਗੁਰੂ ਬੰਦਗੀ ਸਿਮਰਨ ਪ੍ਰੀਤ ਜੋਤ ਜੋਤੀ ਜੀਤ ਦੀਪ "
    "ਮਨ ਸੁਖ ਹਿੰਮਤ ਬਹਾਦਰ ਸ਼ਾਮ ਰਾਤ ਅੰਮ੍ਰਿਤ ਨਿਰਮਲ ਸੋਹਣਾ ਬਖ਼ਸ਼ੀਸ਼ ਕਿਰਪਾ ਅਰਦਾਸ ਦਰਸ਼ਨ ਸਤਨਾਮ ਵਾਹਿਗੁਰੂ"
)
_ROMAN = (
    "om ram asha shanti shaanti prem khushi kiran vikas prakash suraj anand santosh vijay jai seva "
    "sukh pooja puja jyoti ashirwad himmat bahadur raja rani babu munna lal shakti bhakti daya "
    "kripa sham shyam subah raat karan marathi meri"
)

EVERYDAY = frozenset(f"{_ENGLISH} {_HINDI} {_MARATHI} {_PUNJABI} {_ROMAN}".split())
"""In small letters, as they are written in each alphabet."""
