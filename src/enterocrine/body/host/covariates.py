"""What a person is: weight and sex, as mechanisms read them."""

from ...network import Parameter

weight = Parameter("weight", "g", table="host")
female = Parameter("female", "1", table="host")
