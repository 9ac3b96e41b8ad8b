"""Application Auto Scaling: moto has no tags, which the AWS provider reads after each change.

https://docs.aws.amazon.com/autoscaling/application/APIReference/API_ListTagsForResource.html
"""

import json

from moto.applicationautoscaling.models import ApplicationAutoscalingBackend
from moto.applicationautoscaling.responses import ApplicationAutoScalingResponse

from .replace import wrap


def mend():
    def tags_of(response):
        backend = response.applicationautoscaling_backend
        everything = backend.__dict__.setdefault("tags_by_arn", {})
        return everything.setdefault(response._get_param("ResourceARN"), {})

    def list_tags_for_resource(self):
        return json.dumps({"Tags": tags_of(self)})

    def tag_resource(self):
        tags_of(self).update(self._get_param("Tags"))
        return "{}"

    def untag_resource(self):
        for key in self._get_param("TagKeys"):
            tags_of(self).pop(key, None)
        return "{}"

    ApplicationAutoScalingResponse.list_tags_for_resource = list_tags_for_resource
    ApplicationAutoScalingResponse.tag_resource = tag_resource
    ApplicationAutoScalingResponse.untag_resource = untag_resource

    @wrap(ApplicationAutoScalingResponse, "register_scalable_target")
    def register_scalable_target(original, self):
        answer = original(self)
        tags = self._get_param("Tags")
        if tags:
            arn = json.loads(answer)["ScalableTargetARN"]
            backend = self.applicationautoscaling_backend
            backend.__dict__.setdefault("tags_by_arn", {})[arn] = dict(tags)
        return answer

    @wrap(ApplicationAutoscalingBackend, "deregister_scalable_target")
    def deregister_scalable_target(original, self, namespace, r_id, dimension):
        # AWS takes a target's policies away with it.
        answer = original(self, namespace, r_id, dimension)
        for key, policy in list(self.policies.items()):
            if (policy.resource_id, policy.scalable_dimension) == (r_id, dimension):
                policy.delete_alarms(self.account_id, self.region_name)
                del self.policies[key]
        return answer
