"""IKM Kendari: small and medium industry of Kota Kendari, measured and shown."""
