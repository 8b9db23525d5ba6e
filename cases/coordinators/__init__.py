"""Who coordinates which case, as the department that coordinates sees to it.

Whoever leads it names the coordinators, of cases too that they have no part in: by
number and departments, which says nothing about the citizen.
"""
