"""The printing wing: briefings → bytes. Pure: values in, values out."""
