"""What a person is: weight, sex, age, menopause, as mechanisms read them."""

from ...network import Parameter

weight = Parameter("weight", "g", table="host")
female = Parameter("female", "1", table="host")
age = Parameter("age", "y", table="host")
postmenopausal = Parameter("postmenopausal", "1", table="host")
