/* Empty: cffi knows what it declares. */
