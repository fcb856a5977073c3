"""What the front page of a demo needs to know: the township that waits for one more answer.

The demo leaves this township with nine township-level answers in its open wave, so the visitor's is the tenth and the
township's figure appears when the wave closes.
"""

# 荻浦镇, 听荻区, 鹭汀市, 云汀省: all fictional.
DEMO_INVITATION_REGION = "990401100000"
DEMO_INVITATION_LEVEL = 60
DEMO_INVITATION_NAME = "荻浦镇"
