"""The tableau de gestion of a collectivité: adopted, imported, adapted, validated."""
