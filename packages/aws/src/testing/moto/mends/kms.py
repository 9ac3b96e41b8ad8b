"""KMS: moto goes on using keys that are disabled or wait for their deletion.

https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html
"""

from moto.core.exceptions import JsonRESTError
from moto.kms.models import KmsBackend

from .replace import wrap

REFUSALS = {
    "Disabled": ("DisabledException", "{} is disabled."),
    "PendingDeletion": ("KMSInvalidStateException", "{} is pending deletion."),
}


def mend():
    for operation in ("sign", "verify", "get_public_key"):
        refuse_unusable_keys(operation)


def refuse_unusable_keys(operation):
    @wrap(KmsBackend, operation)
    def checked(original, self, key_id, *args, **kwargs):
        key = self.describe_key(key_id)
        if key.key_state in REFUSALS:
            code, message = REFUSALS[key.key_state]
            raise JsonRESTError(code, message.format(key.arn))
        return original(self, key_id, *args, **kwargs)
