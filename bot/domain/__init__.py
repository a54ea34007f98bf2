"""The pure core: generations, the catalogue, money and quotas. Knows no Discord, HTTP, SQL or clock."""
