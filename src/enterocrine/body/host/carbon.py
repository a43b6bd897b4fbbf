"""Where carbon comes from and goes outside the gut: the body's own carbon, its carbon dioxide, the breath."""

from ...network import Parameter, Pool, Reaction, mechanism

host_carbon = Pool("host_carbon", "mmol", about="carbon taken into the body less carbon given back to gut and blood", ledger=True)
carbon_dioxide = Pool(
    "carbon_dioxide", "mmol", about="carbon dioxide made by microbes, mucosa and liver from gut carbon, before it is breathed out"
)
exhaled = Pool("exhaled", "mmol", about="carbon breathed out", ledger=True)

exhalation = Parameter("exhalation", "1/h")


@mechanism(reads=[carbon_dioxide], changes=[carbon_dioxide, exhaled], parameters=[exhalation])
def breathing(x, p):
    """Carbon dioxide leaves the body's bicarbonate store with the breath.

    One well-mixed store, first order; shown with labelled bicarbonate in people.
    """
    return [Reaction("breath", p.exhalation * x.carbon_dioxide, {carbon_dioxide: 1}, {exhaled: 1})]
