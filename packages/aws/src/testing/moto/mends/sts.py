"""STS: moto calls whoever it does not know a user of STS. Users are IAM's, as their ARNs say.

https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
"""

from moto.sts.models import STSBackend

from .replace import wrap


def mend():
    @wrap(STSBackend, "get_caller_identity")
    def get_caller_identity(original, self, access_key_id, region):
        user_id, arn, account_id = original(self, access_key_id, region)
        return user_id, arn.replace(":sts:", ":iam:") if ":user/" in arn else arn, account_id
