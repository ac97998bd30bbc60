"""The sample crisis that comes with the package: fourteen invented reports of ten days at an invented dam."""

INTRODUCTION = """\
This crisis is invented. In May 2031 Veldmark lowers the gates of the Harrow Gorge Dam and the river Sarn runs dry in \
Orsania, downstream, which sends soldiers to the border. Then Orsania says that it has withdrawn 4,000 of them. Two \
governments, three newspapers and a news agency tell the story, and they do not agree.\
"""

# The addresses that the demo shows in full: a withdrawal doubted, a forecast that fails, a count that pleases nobody.
TELLING = (
    "https://northwire.example/2031/05/08/orsania-withdrawal-doubted",
    "https://meridian-post.example/world/friday-comes-and-goes",
    "https://meridian-post.example/world/observers-count-2600",
)
